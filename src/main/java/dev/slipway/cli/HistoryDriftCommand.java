package dev.slipway.cli;

import dev.slipway.drift.Drift;
import dev.slipway.drift.Pins;
import dev.slipway.history.Ledger;
import dev.slipway.nightly.BillChanges;
import dev.slipway.nightly.Subject;
import dev.slipway.nightly.Trouble;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what differs from when images were last good. */
@Command(
        name = "drift",
        mixinStandardHelpOptions = true,
        description = {
            "What the images of a run have otherwise than when they were last good, the first suspect first: packages, base"
                    + " images, Dockerfiles and other files, keys of the pipeline, Slipway, the engine.",
            "An image that works by a lower variant only is compared by its preferred one, as that is what broke."
        },
        footer = {"", "Ends with 0; 1 when the ledger cannot be read; 2 when there is no such run or image."})
final class HistoryDriftCommand implements Callable<Integer> {
    private static final String LATEST = "latest";

    private final Shell shell;

    @Parameters(paramLabel = "IMAGE", arity = "0..1", description = "Only this image. Default: all of the run.")
    private @Nullable String image;

    @Option(
            names = "--run",
            paramLabel = "RUN",
            defaultValue = LATEST,
            description = "Its id, the end of it, or 'latest', which is the newest run with that image. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String run = LATEST;

    @Option(
            names = {"-p", "--pipeline"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "With 'latest': of this pipeline.")
    private String pipeline = "";

    @Mixin
    private FormOption form = new FormOption();

    HistoryDriftCommand(Shell shell) {
        this.shell = shell;
    }

    /** An image, and what differs where that is known. */
    record Compared(PastImage image, Optional<Drift> drift, Trouble trouble) {}

    @Override
    public Integer call() {
        return Memory.ask(shell, ledger -> {
                    Optional<PastRun> found = found(ledger);
                    if (found.isEmpty()) {
                        String which = image == null ? "" : " with an image '" + image + "'";
                        shell.err()
                                .println("slipway: no run '" + run + "'" + which
                                        + (pipeline.isEmpty() ? "" : " of '" + pipeline + "'")
                                        + " is remembered. Maybe look for it with 'history'.");
                        return ExitCode.WRONG_INPUT;
                    }
                    tell(found.get(), compared(ledger, found.get()));
                    return ExitCode.PROVEN;
                })
                .number();
    }

    private Optional<PastRun> found(Ledger ledger) {
        return (run.equals(LATEST)
                        ? ledger.runs(pipeline, 1_000)
                        : ledger.find(run).stream().toList())
                .stream()
                        .filter(each -> image == null || each.image(image).isPresent())
                        .findFirst();
    }

    private List<Compared> compared(Ledger ledger, PastRun found) {
        BillChanges changes = new BillChanges(ledger, Pins.NONE);
        List<Compared> all = new ArrayList<>();
        for (PastImage each : found.images()) {
            if (image == null || each.name().equals(image)) {
                Trouble trouble = Trouble.of(each);
                Subject subject = Subject.image(each.name());
                all.add(new Compared(each, changes.sinceGood(found.id(), subject, trouble), trouble));
            }
        }
        return all;
    }

    private void tell(PastRun found, List<Compared> compared) {
        if (form.json()) {
            shell.out().println(JudgementJson.drift(found, compared));
        } else {
            JudgementLines.drift(found, compared).forEach(shell.out()::println);
        }
    }
}
