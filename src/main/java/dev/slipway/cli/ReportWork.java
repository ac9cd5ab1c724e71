package dev.slipway.cli;

import dev.slipway.cli.ReportCommand.Asked;
import dev.slipway.report.Declared;
import dev.slipway.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Does what the report command was asked for. */
final class ReportWork {
    private final Shell shell;
    private final Asked asked;

    ReportWork(Shell shell, Asked asked) {
        this.shell = shell;
        this.asked = asked;
    }

    int go() {
        Optional<List<ReportWish>> wishes = wishes();
        if (wishes.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        ReportRuns runs = new ReportRuns(shell.workspace(), System.getenv());
        String overTime = asked.index();
        if (asked.serve()) {
            return new ReportIndex(shell, runs).serve(asked.port()).number();
        }
        if (overTime != null) {
            Path file = overTime.equals(Asked.DEFAULT_INDEX)
                    ? shell.workspace().home().reports("index.html")
                    : Path.of(overTime);
            return new ReportIndex(shell, runs).write(file).number();
        }
        Optional<String> id = asked.latest() ? runs.latest(asked.pipeline()) : runs.named(asked.run());
        if (id.isEmpty()) {
            tellUnknown(runs);
            return ExitCode.WRONG_INPUT.number();
        }
        RunReport report = ReportPast.drifted(shell, System.getenv(), runs.report(id.get()));
        Declared declared = runs.declared(report);
        write(new ReportFiles(report, declared), wishes.get(), report);
        return ExitCode.PROVEN.number();
    }

    /** Empty when something makes no sense, which has been told. */
    private Optional<List<ReportWish>> wishes() {
        List<ReportWish> wishes = new ArrayList<>();
        if (!asked.latest() && !asked.pipeline().isEmpty()) {
            return refused(
                    "the run " + asked.run() + " is of one pipeline; --pipeline chooses among the latest of all.");
        }
        if ((asked.overTime()
                        && (!asked.latest()
                                || !asked.pipeline().isEmpty()
                                || !asked.formats().isEmpty()
                                || asked.all() != null))
                || (asked.serve() && asked.index() != null)) {
            return refused("--serve and --index are of all runs, and go with nothing but --port.");
        }
        if (asked.port() < 0 || asked.port() > 65_535 || (asked.port() > 0 && !asked.serve())) {
            return refused("--port wants --serve, and a number from 0 to 65535.");
        }
        for (String told : asked.formats()) {
            Optional<ReportWish> wish = ReportWish.ofForm(told);
            if (wish.isEmpty()) {
                return refused("--format wants FORMAT or FORMAT=FILE with one of " + ReportForm.all() + ", not '" + told
                        + "'.");
            }
            wishes.add(wish.get());
        }
        long printed = wishes.stream()
                .filter(wish -> wish.where().isEmpty() || wish.standardOutput())
                .count();
        if (printed > 1) {
            return refused(
                    "only one format can go to standard output; give the others a file: --format junit=junit.xml.");
        }
        return Optional.of(wishes);
    }

    private <T> Optional<T> refused(String why) {
        shell.err().println("slipway: " + why);
        return Optional.empty();
    }

    private void tellUnknown(ReportRuns runs) {
        if (asked.latest()) {
            String whose = asked.pipeline().isEmpty() ? "" : " of pipeline '" + asked.pipeline() + "'";
            shell.err()
                    .println("slipway: there is no run" + whose + " in "
                            + Shown.path(shell.workspace().home().runs()) + ".");
            return;
        }
        List<String> near = runs.near(asked.run());
        shell.err()
                .println("slipway: there is no run '" + asked.run() + "', nor is it how one alone begins"
                        + (near.isEmpty() ? "; there is no run at all." : "."));
        if (!near.isEmpty()) {
            shell.err().println("Maybe " + String.join(", or ", near) + "?");
        }
    }

    private void write(ReportFiles files, List<ReportWish> wishes, RunReport report) {
        Map<ReportForm, Path> written = new LinkedHashMap<>();
        for (ReportWish wish : wishes) {
            ReportForm form = wish.wanted().orElseThrow();
            Optional<String> file = wish.where().filter(target -> !wish.standardOutput());
            if (file.isPresent()) {
                written.put(form, files.one(form, Path.of(file.get())));
            } else {
                files.print(form, shell.out());
            }
        }
        Path folder = asked.all();
        if (folder != null) {
            written.putAll(files.all(folder));
        } else if (wishes.isEmpty()) {
            written.putAll(files.all(shell.workspace().home().reports(report.run())));
        }
        boolean printed = wishes.stream().anyMatch(wish -> wish.where().isEmpty() || wish.standardOutput());
        var told = printed ? shell.err() : shell.out();
        told.println("run " + report.run() + ", "
                + report.ending().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        written.forEach((form, file) -> told.printf("  %-9s %s%n", form.word(), Shown.path(file)));
        told.flush();
    }
}
