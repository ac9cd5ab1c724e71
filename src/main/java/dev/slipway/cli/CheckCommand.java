package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import dev.slipway.run.Thoroughness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Proves again what is built. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Asks all checks of the images that are built, and the stack checks, without building anything.",
            "An image that is missing, or not made from what is in the work tree now, fails.",
            "Where a check fails, what differs from when the image was last good is told below the verdict."
        })
final class CheckCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunOptions options = new RunOptions();

    @Parameters(paramLabel = "IMAGE", description = "Only these and what they need. Default: all.")
    private List<String> images = List.of();

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Pipeline> pipeline = options.readAndWarn(images, shell);
        if (pipeline.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        return new RunSession(shell, options)
                .go(pipeline.get(), Thoroughness.USUAL, (run, stop) -> run.check(images, stop))
                .number();
    }
}
