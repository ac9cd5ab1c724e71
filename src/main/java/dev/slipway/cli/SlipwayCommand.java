package dev.slipway.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root of all {@link Commands}. */
@Command(
        name = "slipway",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Builds a stack's Docker images in order, proves in the images that they work, says why not when they do not,"
                    + " and falls back to declared variants.",
            ""
        },
        footer = {
            "",
            "Exit codes: 0 everything proven (degraded included, told loudly), 1 something failed, 2 the command line or a"
                    + " file is wrong, 3 degraded with --strict, 4 no usable engine, 130 interrupted.",
            "",
            "The engine is found through --host, DOCKER_HOST, or the docker context in use."
        })
final class SlipwayCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec == null) {
            throw new IllegalStateException("picocli sets the spec before it runs a command");
        }
        throw new ParameterException(spec.commandLine(), "Which command? 'slipway help' lists them.");
    }
}
