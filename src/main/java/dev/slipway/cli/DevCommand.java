package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the stack while somebody works on it. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the stack while you work on it: what 'up' would run, but images under 'dev:' as that says (another stage,"
                    + " their source mounted, another command).",
            "",
            "A changed file leads to what it needs. Under a mount, the container is started again, or the program reloads"
                    + " itself ('reloads: true'). Elsewhere in the context, in the Dockerfile or under 'rebuild:', the image is"
                    + " built again; when that fails, the diagnosis is shown, what ran before runs on, and the next change tries"
                    + " again. Nothing is proven and no tag is moved; whether each container is ready is shown.",
            "",
            "Ctrl-C stops all and leaves no container and no network; the second one does so without waiting.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 stopped by Ctrl-C, 1 something that is not worked on could not be built, or a port is taken, 2 the"
                    + " command line or a file is wrong, 4 no usable engine, 130 interrupted before all was started."
        })
final class DevCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private PipelineOption pipeline = new PipelineOption();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = {"-j", "--parallel"},
            paramLabel = "N",
            defaultValue = "0",
            description = "How many images are built at once. Default: the number of processors, at most 4.")
    private int parallel;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "Only these images and services, and the services that they need. Default: all that 'up' runs.")
    private List<String> names = new ArrayList<>();

    DevCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (parallel < 0) {
            shell.err().println("slipway: --parallel wants at least 1, not " + parallel + ".");
            return ExitCode.WRONG_INPUT.number();
        }
        int places = parallel > 0 ? parallel : Math.min(4, Runtime.getRuntime().availableProcessors());
        Optional<Pipeline> read = pipeline.read(shell).filter(this::known);
        DevInterrupts interrupts = new DevInterrupts();
        while (read.isPresent()) {
            DevSession session =
                    new DevSession(shell, new DevSession.Options(pipeline, engine, output, places), names, interrupts);
            Optional<ExitCode> exit = session.go(read.get());
            if (exit.isPresent()) {
                return exit.get().number();
            }
            read = pipeline.read(shell).filter(this::known);
        }
        return ExitCode.WRONG_INPUT.number();
    }

    private boolean known(Pipeline read) {
        return WantedRoles.known(names, read, shell);
    }
}
