package dev.slipway.cli;

import dev.slipway.clean.Cleaner;
import dev.slipway.clean.Inventory;
import dev.slipway.clean.Item;
import dev.slipway.clean.Removal;
import dev.slipway.clean.Scope;
import dev.slipway.clean.Wish;
import dev.slipway.console.StandardOutput;
import dev.slipway.engine.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes what is ours and needed by nobody. */
@Command(
        name = "clean",
        mixinStandardHelpOptions = true,
        description = {
            "Removes what Slipway made and nobody needs any more, and says how much room that frees: containers, networks"
                    + " and volumes of runs that died; images in quarantine whose run has ended; proven images that were"
                    + " replaced, or whose rung is gone from the pipeline; records of old runs, and reports in .slipway/reports of runs"
                    + " that are on record no more.",
            "Never touched: what a living run owns, what 'up' keeps running, images of a pipeline that a run works on,"
                    + " and whatever Slipway did not make.",
            "",
            "Sizes are the engine's: layers that other images share are not counted, and layers that the builder's cache"
                    + " uses too are freed only with --cache.",
            "Without a terminal to ask at, --images and --cache need --yes.",
            "",
            "Ends with 1 when something could not be removed, 4 when no engine answers."
        })
final class CleanCommand implements Callable<Integer> {
    /** What may go without a question, because its owner is dead. */
    private static final Set<Item.Kind> LEFTOVERS = Set.of(Item.Kind.CONTAINER, Item.Kind.NETWORK, Item.Kind.VOLUME);

    private final Shell shell;

    @Mixin
    private CleanScope scope = new CleanScope();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Option(
            names = "--images",
            description = "Also the proven images: the next build makes them anew. Tags that were promoted stay.")
    private boolean images;

    @Option(names = "--promoted", description = "With --images: also the tags that the pipelines promote to.")
    private boolean promoted;

    @Option(
            names = "--cache",
            description = "Also the whole cache of the engine's builder. It is shared by everybody on this engine.")
    private boolean cache;

    @Option(
            names = "--keep-runs",
            paramLabel = "N",
            defaultValue = "" + Wish.USUAL_RUNS,
            description = "How many runs of each pipeline stay on record. Default: ${DEFAULT-VALUE}.")
    private int keepRuns = Wish.USUAL_RUNS;

    @Option(names = "--dry-run", description = "Say what would go, and change nothing.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Mixin
    private FormOption form = new FormOption();

    CleanCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (keepRuns < 0 || (promoted && !images)) {
            shell.err()
                    .println(
                            keepRuns < 0
                                    ? "slipway: --keep-runs wants 0 or more, not " + keepRuns + "."
                                    : "slipway: --promoted means something with --images only.");
            return ExitCode.WRONG_INPUT.number();
        }
        Optional<Scope> meant = scope.read(shell);
        if (meant.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        Wish wish = new Wish(images, promoted, cache, scope.strangers(), keepRuns);
        try (Engine connected = engine.connect()) {
            return clean(new Cleaner(connected, shell.workspace().home(), meant.get(), wish))
                    .number();
        }
    }

    private ExitCode clean(Cleaner cleaner) {
        Inventory found = cleaner.look(Instant.now());
        CleanLines lines = new CleanLines(found);
        if (dryRun || found.items().isEmpty()) {
            tell(lines, List.of());
            return ExitCode.PROVEN;
        }
        boolean more = found.items().stream().anyMatch(item -> !LEFTOVERS.contains(item.kind()));
        boolean asking = !yes && more && !form.json() && StandardOutput.canAsk();
        if (!yes && !asking && (images || cache)) {
            shell.err()
                    .println("slipway: --images and --cache need --yes where nobody can be asked. Maybe look first,"
                            + " with --dry-run.");
            return ExitCode.WRONG_INPUT;
        }
        if (asking) {
            lines.found().forEach(shell.out()::println);
            if (!Question.agreed(shell, "Remove them? [y/N] ")) {
                shell.out().println("nothing was removed");
                return ExitCode.PROVEN;
            }
            found = found.still(cleaner.look(Instant.now()));
        }
        List<Removal> removals = cleaner.remove(remembered(found), removal -> {});
        if (asking) {
            CleanLines.removed(removals).forEach(shell.out()::println);
        } else {
            tell(lines, removals);
        }
        return removals.stream().anyMatch(Removal.Refused.class::isInstance) ? ExitCode.FAILED : ExitCode.PROVEN;
    }

    /** The ledger takes in what old runs have told before their records go; where it cannot, they stay. */
    Inventory remembered(Inventory found) {
        Set<String> runs = found.items().stream()
                .filter(item -> item.kind() == Item.Kind.RUN)
                .map(Item::run)
                .collect(Collectors.toSet());
        if (runs.isEmpty() || Memory.ask(shell, ledger -> ExitCode.PROVEN) == ExitCode.PROVEN) {
            return found;
        }
        shell.err().println("slipway: records of old runs stay, as the ledger could not take in what they tell.");
        return new Inventory(
                found.items().stream()
                        .filter(item -> item.kind() != Item.Kind.RUN)
                        .filter(item -> item.kind() != Item.Kind.REPORT || !runs.contains(item.run()))
                        .toList(),
                found.kept());
    }

    private void tell(CleanLines lines, List<Removal> removals) {
        if (form.json()) {
            shell.out().println(lines.json(dryRun, removals));
            return;
        }
        lines.found().forEach(shell.out()::println);
        if (!removals.isEmpty()) {
            CleanLines.removed(removals).forEach(shell.out()::println);
        }
    }
}
