package dev.slipway.cli;

import dev.slipway.console.OutputMode;
import picocli.CommandLine.Option;

/** How a run is told. */
final class OutputOption {
    @Option(
            names = {"-o", "--output"},
            paramLabel = "MODE",
            defaultValue = "auto",
            description =
                    "auto, tty, plain, json or quiet. auto is a live tree at a terminal and plain lines elsewhere;"
                            + " json is one event a line. Default: ${DEFAULT-VALUE}.")
    private OutputMode mode = OutputMode.AUTO;

    /** What is meant where nobody said. */
    void usually(OutputMode usual) {
        mode = mode == OutputMode.AUTO ? usual : mode;
    }

    OutputMode mode() {
        return mode;
    }
}
