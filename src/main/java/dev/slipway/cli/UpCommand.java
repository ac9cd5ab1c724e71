package dev.slipway.cli;

import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Pipeline;
import dev.slipway.stack.Billing;
import dev.slipway.stack.Conflicts;
import dev.slipway.stack.Lowering;
import dev.slipway.stack.Mark;
import dev.slipway.stack.PortConflict;
import dev.slipway.stack.Raising;
import dev.slipway.stack.Stack;
import dev.slipway.stack.StackEvent.Outcome;
import dev.slipway.stack.StackName;
import dev.slipway.stack.Telling;
import dev.slipway.stack.Wished;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Raises the stack and leaves it running. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the images and services of a pipeline, waits until all are ready, and leaves them running.",
            "Images whose inputs changed are built and proven first. What runs already and has not changed is left alone, what"
                    + " changed is replaced, and what the file has no more is taken away; so 'up' can be said again at any"
                    + " time. Ports are opened on this machine's loopback.",
            "What does not get ready stays, to be looked at with 'logs' and 'status', and the exit code is 1; Ctrl-C takes"
                    + " away what this call has started. Nothing of it needs this program afterwards: containers are started"
                    + " again when they end or the engine does, until 'down'."
        })
final class UpCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunOptions options = new RunOptions();

    @Parameters(
            paramLabel = "NAME",
            description = "Only these images and services, and the services that they have beside them. Default: what"
                    + " 'up:' in the file says, else all.")
    private List<String> names = List.of();

    @Option(names = "--no-build", description = "Build nothing: start what was proven last, changed since or not.")
    private boolean noBuild;

    @Option(names = "--recreate", description = "Replace also what has not changed.")
    private boolean recreate;

    @Option(names = "--down-on-failure", description = "Take everything down when something does not get ready.")
    private boolean downOnFailure;

    UpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Pipeline> read = options.readAndWarn(List.of(), shell);
        if (read.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        Pipeline pipeline = read.get();
        if (!WantedRoles.known(names, pipeline, shell)) {
            return ExitCode.WRONG_INPUT.number();
        }
        try (Engine engine = options.engine().connect()) {
            String place = shell.workspace().place();
            StackName name = StackName.kept(pipeline.name());
            List<String> refusal = Whose.refusal(
                    name,
                    new Stack(engine, name).strangers(place, false),
                    "Maybe give one of the two pipelines another name; or take that stack down first, with 'down' there or"
                            + " 'down --take-over' here.");
            if (!refusal.isEmpty()) {
                refusal.forEach(shell.err()::println);
                return ExitCode.FAILED.number();
            }
            Billing all = Billing.of(pipeline);
            ProvenRoles roles = new ProvenRoles(shell, options, pipeline, !noBuild);
            return switch (roles.of(all.only(pipeline, names), engine)) {
                case ProvenRoles.Found.Nothing nothing -> nothing.exit().number();
                case ProvenRoles.Found.Roles found ->
                    raise(
                                    pipeline,
                                    engine,
                                    new Stack(engine, name, found.vault(), Map.of(Mark.PROJECT, place)),
                                    new Raising.Wish(found.roles(), WantedRoles.all(pipeline), recreate))
                            .number();
            };
        }
    }

    private ExitCode raise(Pipeline pipeline, Engine engine, Stack stack, Raising.Wish wish) {
        return new StackSession(shell, options.output().mode()).go(stack.name(), (telling, stop) -> {
            List<PortConflict> conflicts = Conflicts.of(engine, stack, wish);
            if (!conflicts.isEmpty()) {
                ConflictLines.of(conflicts).forEach(shell.err()::println);
                shell.err().println("Nothing was started or changed.");
                return ExitCode.FAILED;
            }
            Wished.Note note = StackSession.note(shell, stack.name(), engine);
            Wished before = stack.standing().isEmpty() ? Wished.NOTHING : note.read();
            note.write(before.and(wish));
            Outcome outcome = new Raising(engine, stack, pipeline.folder(), telling).raise(wish, stop);
            if (outcome == Outcome.INTERRUPTED) {
                note.write(before);
            }
            return exit(outcome, stack, telling, stop);
        });
    }

    private ExitCode exit(Outcome outcome, Stack stack, Telling telling, StopSignal stop) {
        return switch (outcome) {
            case READY -> ExitCode.PROVEN;
            case DEGRADED -> options.strict() ? ExitCode.DEGRADED : ExitCode.PROVEN;
            case INTERRUPTED -> ExitCode.INTERRUPTED;
            case FAILED -> {
                if (downOnFailure && !stop.raised()) {
                    new Lowering(stack, telling).down(Duration.ofSeconds(10), false, stop);
                }
                yield ExitCode.FAILED;
            }
        };
    }
}
