package dev.slipway.cli;

import dev.slipway.console.Sanitizer;
import dev.slipway.engine.StopSignal;
import dev.slipway.history.Ledger;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.IndexPage;
import dev.slipway.report.html.IndexReport;
import dev.slipway.report.serve.ReportServer;
import dev.slipway.report.serve.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** The page over time: as a file with pages of runs beside it, and served on loopback. */
final class ReportIndex {
    private static final int PAGES = 30;

    private final Shell shell;
    private final ReportRuns runs;
    private final Set<String> doubts = new HashSet<>();

    ReportIndex(Shell shell, ReportRuns runs) {
        this.shell = shell;
        this.runs = runs;
    }

    /** Beside {@code file}, the newest runs get pages, each in a folder of its id. */
    ExitCode write(Path file) {
        return Memory.ask(shell, ledger -> {
            ReportPast past = new ReportPast(ledger);
            Path folder = file.toAbsolutePath().getParent();
            if (folder == null) {
                shell.err().println("slipway: --index wants a file, not " + file + ".");
                return ExitCode.WRONG_INPUT;
            }
            made(folder);
            runs.ids().stream().limit(PAGES).forEach(id -> page(past, folder, id));
            IndexReport index = past.index(Instant.now(), missed(ledger), id -> {
                String page = id + "/" + ReportForm.HTML.file();
                return Files.exists(folder.resolve(page)) ? page : "";
            });
            written(file, index);
            shell.out().println("index     " + Shown.path(file));
            shell.out().flush();
            return ExitCode.PROVEN;
        });
    }

    /** A run that has ended does not change, and neither does its page. */
    private void page(ReportPast past, Path folder, String id) {
        Path page = folder.resolve(id).resolve(ReportForm.HTML.file());
        if (Files.exists(page)) {
            return;
        }
        RunReport report = past.drifted(runs.report(id));
        if (report.story().end().isPresent() || !report.alive()) {
            new ReportFiles(report, runs.declared(report)).one(ReportForm.HTML, page);
        }
    }

    private static void made(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException("making the folder " + folder, refused);
        }
    }

    private static void written(Path file, IndexReport index) {
        try {
            ReportFile.write(file, out -> IndexPage.write(index, out));
        } catch (IOException refused) {
            throw new UncheckedIOException("writing the index to " + file, refused);
        }
    }

    /** Until it is interrupted. */
    ExitCode serve(int port) {
        return Memory.ask(shell, ledger -> {
            Reports reports = new Reports() {
                @Override
                public IndexReport index() {
                    Memory.tell(shell, ledger.catchUp());
                    return new ReportPast(ledger)
                            .index(Instant.now(), missed(ledger), id -> known(id) ? "/runs/" + id : "");
                }

                @Override
                public Optional<RunReport> run(String id) {
                    if (!known(id)) {
                        return Optional.empty();
                    }
                    RunReport report = runs.report(id);
                    return Optional.of(report.alive() ? report : new ReportPast(ledger).drifted(report));
                }
            };
            StopSignal stop = new StopSignal();
            CountDownLatch ended = new CountDownLatch(1);
            stop.onRaise(why -> ended.countDown());
            Interrupts.raise(stop);
            try (ReportServer server = ReportServer.open(port, reports)) {
                shell.out().println("reports at " + server.address() + ", until Ctrl-C");
                shell.out().flush();
                ended.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return ExitCode.INTERRUPTED;
        });
    }

    private MissedNights missed(Ledger ledger) {
        return new MissedNights(ledger, shell.workspace().home(), runs, this::doubt);
    }

    /** Once, however often a page is asked for. */
    private void doubt(String line) {
        if (doubts.add(line)) {
            shell.err().println("slipway: " + Sanitizer.clean(MaskedLayout.MASK.hide(line)));
        }
    }

    private boolean known(String id) {
        return Files.isRegularFile(shell.workspace().home().journal(id));
    }
}
