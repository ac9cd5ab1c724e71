package dev.slipway.cli;

import dev.slipway.console.Display;
import dev.slipway.console.StandardOutput;
import dev.slipway.console.Surroundings;
import java.nio.charset.Charset;

/** Where displays write: this process's standard output. */
final class Places {
    private Places() {}

    static Display.Place of(Shell shell) {
        Surroundings surroundings =
                new Surroundings(System.getenv(), StandardOutput.isTerminal(), Charset.defaultCharset());
        return new Display.Place(
                shell.out(),
                surroundings,
                StandardOutput::screen,
                run -> Shown.path(shell.workspace().home().journal(run)));
    }
}
