package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import dev.slipway.report.Declared;
import dev.slipway.report.RunReport;
import dev.slipway.report.annotations.GithubCommands;
import dev.slipway.report.markdown.MarkdownReport;
import dev.slipway.report.trace.TraceExport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells others of a run that has ended: files, GitHub Actions, a collector of traces. */
final class AfterRun {
    private static final Logger log = LoggerFactory.getLogger(AfterRun.class);

    private final Shell shell;
    private final Map<String, String> environment;

    AfterRun(Shell shell, Map<String, String> environment) {
        this.shell = shell;
        this.environment = environment;
    }

    void tell(Pipeline pipeline, String run, List<String> reports, boolean github) {
        guarded(() -> {
            ReportRuns runs = new ReportRuns(shell.workspace(), environment);
            List<ReportWish> wishes = reports.stream()
                    .flatMap(told -> ReportWish.parse(told).stream())
                    .toList();
            RunReport bare = runs.report(run);
            RunReport report = github || !wishes.isEmpty() ? ReportPast.drifted(shell, environment, bare) : bare;
            Declared declared = runs.declared(pipeline);
            ReportFiles files = new ReportFiles(report, declared);
            wishes.forEach(wish -> guarded(() -> write(files, wish, run)));
            if (github) {
                guarded(() -> annotate(report, declared));
            }
            if (TraceExport.wanted(environment)) {
                TraceExport.send(report, environment).ifPresent(this::complain);
            }
        });
    }

    private void write(ReportFiles files, ReportWish wish, String run) {
        Path folder = shell.workspace().home().reports(run);
        Optional<ReportForm> form = wish.wanted();
        if (form.isPresent()) {
            files.one(
                    form.get(),
                    wish.where()
                            .map(Path::of)
                            .orElseGet(() -> folder.resolve(form.get().file())));
        } else {
            files.all(wish.where().map(Path::of).orElse(folder));
        }
    }

    /** On the standard error, which the runner reads too: standard output may be somebody's JSON. */
    private void annotate(RunReport report, Declared declared) {
        GithubCommands.of(report, declared).forEach(shell.err()::println);
        shell.err().flush();
        String summary = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (summary.isBlank()) {
            return;
        }
        try {
            Files.write(
                    Path.of(summary),
                    (new MarkdownReport(report, declared).text() + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException refused) {
            throw new UncheckedIOException("writing the job's summary to " + summary, refused);
        }
    }

    /** The run's own verdict stands, whatever becomes of what is told about it. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (UncheckedIOException disk) {
            complain(disk.getMessage() + ": " + disk.getCause());
        } catch (InvalidPathException none) {
            complain("writing a report: " + none.getMessage());
        } catch (RuntimeException bug) {
            log.error("a report of a run failed", bug);
            complain("a report could not be made: " + bug);
        }
    }

    private void complain(String trouble) {
        shell.err().println("slipway: " + MaskedLayout.MASK.hide(trouble));
    }
}
