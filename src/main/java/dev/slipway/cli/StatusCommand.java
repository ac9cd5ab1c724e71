package dev.slipway.cli;

import dev.slipway.console.StackTable;
import dev.slipway.engine.Engine;
import dev.slipway.stack.Row;
import dev.slipway.stack.Stack;
import dev.slipway.stack.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what stands. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = {
            "Says what of a pipeline is kept running: which image, how it is, and where it is reached.",
            "The exit code is 0 when something stands and nothing of it is in trouble, else 1. Only the pipeline's name is"
                    + " needed."
        })
final class StatusCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private StackOption stack = new StackOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    StatusCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (Engine connected = engine.connect()) {
            Stack there = new Stack(connected, stack.name(shell));
            List<Standing> standing = there.standing();
            if (standing.isEmpty()) {
                shell.out().println("nothing of " + there.name().label() + " stands on this engine; 'up' starts it");
                return ExitCode.FAILED.number();
            }
            String endpoint = connected.info().endpoint();
            List<Row> rows = new ArrayList<>();
            standing.forEach(one -> rows.add(Row.seen(one, endpoint)));
            rows.addAll(StackSession.note(shell, there.name(), connected).read().missing(standing));
            Whose.note(there.name(), there.strangers(shell.workspace().place(), false))
                    .forEach(shell.err()::println);
            StackTable.print(rows, Places.of(shell));
            boolean trouble = rows.stream().anyMatch(row -> row.condition() == Row.Condition.BAD);
            return (trouble ? ExitCode.FAILED : ExitCode.PROVEN).number();
        }
    }
}
