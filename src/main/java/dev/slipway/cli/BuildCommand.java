package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import dev.slipway.plan.Decision.Reuse;
import dev.slipway.run.Thoroughness;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Builds, preloads, proves and promotes. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Builds the images of a pipeline, preloads and checks them, and moves their tags when all are proven.",
            "Images whose inputs have not changed since they were proven are kept as they are; 'plan --explain' says which"
                    + " input changed.",
            "Where an image fails or falls back, what differs from when it was last good is told below the verdict."
        })
final class BuildCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private RunOptions options = new RunOptions();

    @Parameters(paramLabel = "IMAGE", description = "Only these and what they need. Default: all.")
    private List<String> images = List.of();

    @Option(names = "--force", description = "Build and prove again, whether anything changed or not.")
    private boolean force;

    @Option(
            names = "--no-cache",
            description = "As --force, and no step of a Dockerfile is taken from the builder's cache.")
    private boolean noCache;

    @Option(names = "--retry-preferred", description = "Do not keep a degraded image: try the preferred variant again.")
    private boolean retryPreferred;

    @Option(names = "--partial", description = "Move the tags of each proven image although another one failed.")
    private boolean partial;

    BuildCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        Optional<Pipeline> pipeline = options.readAndWarn(images, shell);
        if (pipeline.isEmpty()) {
            return ExitCode.WRONG_INPUT.number();
        }
        return new RunSession(shell, options)
                .go(pipeline.get(), thoroughness(), (run, stop) -> run.build(images, stop))
                .number();
    }

    private Thoroughness thoroughness() {
        Thoroughness wish = Thoroughness.USUAL
                .reusing(reuse())
                .promoting(partial ? Thoroughness.Promoting.EACH : Thoroughness.Promoting.TOGETHER);
        return noCache ? wish.withoutBuilderCache() : wish;
    }

    private Reuse reuse() {
        if (force || noCache) {
            return Reuse.NOTHING;
        }
        return retryPreferred ? Reuse.PREFERRED_RUNG : Reuse.ANY_RUNG;
    }
}
