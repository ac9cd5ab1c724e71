package dev.slipway.cli;

import dev.slipway.history.Retention;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forgets old runs. */
@Command(
        name = "prune",
        mixinStandardHelpOptions = true,
        description = {
            "Forgets old runs, of all pipelines; on a shared ledger those of all machines. Nothing else ever does.",
            "Whatever is said, the newest run of each pipeline that ended well stays, and so does the newest in which an image"
                    + " was built: what goes wrong is explained by comparing with it. On a shared ledger that is so once over"
                    + " all homes, and for each home that is still used."
        })
final class HistoryPruneCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            converter = PastOptions.Age.class,
            description = "Only runs that began longer ago than this: 36h, 90d, 52w. Default: 400d; with --keep-nights"
                    + " alone, any age.")
    private @Nullable Duration age;

    @Option(
            names = "--keep-nights",
            paramLabel = "N",
            description = "Keep the newest N nightly runs of each pipeline, and whatever ran since the first of them.")
    private @Nullable Integer nights;

    @Option(names = "--dry-run", description = "Say how many would go, and forget nothing.")
    private boolean dryRun;

    HistoryPruneCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (nights != null && nights < 1) {
            shell.err().println("slipway: --keep-nights wants at least 1, not " + nights + ".");
            return ExitCode.WRONG_INPUT.number();
        }
        Retention retention = retention();
        return Memory.ask(shell, ledger -> {
                    Instant now = Instant.now();
                    int count = dryRun ? ledger.prunable(retention, now) : ledger.prune(retention, now);
                    String runs = count == 1 ? "1 run" : count + " runs";
                    shell.out().println(dryRun ? runs + " would be forgotten" : "forgot " + runs);
                    return ExitCode.PROVEN;
                })
                .number();
    }

    private Retention retention() {
        if (age != null) {
            return new Retention(age, nights == null ? 0 : nights);
        }
        return nights == null ? Retention.USUAL : new Retention(Duration.ZERO, nights);
    }
}
