package dev.slipway.cli;

import dev.slipway.engine.Engine;
import dev.slipway.stack.Lowering;
import dev.slipway.stack.Stack;
import dev.slipway.stack.StackName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a standing stack down. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = {
            "Stops and removes what 'up' keeps running, the last started first, and its network.",
            "Only the pipeline's name is needed: its file may have changed, be wrong, or be gone. Named volumes stay, unless"
                    + " '--volumes' is given. Nothing there is a success."
        })
final class DownCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private StackOption stack = new StackOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--volumes", description = "Remove the named volumes too, with what is in them.")
    private boolean volumes;

    @Option(
            names = "--all",
            description =
                    "Every stack of this engine, whichever project it is of; what a killed 'dev' left behind too.")
    private boolean all;

    @Option(
            names = "--take-over",
            description = "Also a stack that was raised from the folder of another project; '--all' means that too.")
    private boolean takeOver;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "What each container is given to end by itself. Default: ${DEFAULT-VALUE}.")
    private int grace = 10;

    DownCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (grace < 0) {
            shell.err().println("slipway: --grace wants no less than 0 seconds, not " + grace + ".");
            return ExitCode.WRONG_INPUT.number();
        }
        try (Engine connected = engine.connect()) {
            List<StackName> names = all ? Stack.all(connected) : List.of(stack.name(shell));
            if (names.isEmpty()) {
                shell.out().println("no stack stands on this engine");
            }
            ExitCode exit = ExitCode.PROVEN;
            for (StackName name : names) {
                ExitCode one = down(connected, name);
                exit = one == ExitCode.PROVEN ? exit : one;
                if (one == ExitCode.INTERRUPTED) {
                    break;
                }
            }
            return exit.number();
        }
    }

    private ExitCode down(Engine connected, StackName name) {
        Stack there = new Stack(connected, name);
        if (all && there.owned()) {
            shell.err().println("slipway: " + name.label() + " is left alone, because a 'dev' is at work on it.");
            shell.err().println("Maybe end that with Ctrl-C where it runs; it takes all away itself.");
            return ExitCode.PROVEN;
        }
        List<String> refusal = Whose.refusal(
                name,
                all || takeOver ? List.of() : there.strangers(shell.workspace().place(), volumes),
                "Maybe 'down' there, or 'down --take-over' here.");
        if (!refusal.isEmpty()) {
            refusal.forEach(shell.err()::println);
            return ExitCode.FAILED;
        }
        return new StackSession(shell, output.mode()).go(name, (telling, stop) -> {
            boolean gone = new Lowering(there, telling).down(Duration.ofSeconds(grace), volumes, stop);
            if (gone && !stop.raised()) {
                StackSession.note(shell, name, connected).forget();
            }
            ExitCode exit = gone ? ExitCode.PROVEN : ExitCode.FAILED;
            return stop.raised() ? ExitCode.INTERRUPTED : exit;
        });
    }
}
