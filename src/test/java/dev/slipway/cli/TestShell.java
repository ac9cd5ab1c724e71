package dev.slipway.cli;

import dev.slipway.run.Home;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

/** The program as from a command line in some folder, and what it said there the last time. */
final class TestShell {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Runs the program in the folder and gives its exit code; what was said before is forgotten. */
    int run(Path folder, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(arguments, in(folder));
    }

    /** The same shell for a command that a test calls itself; what it says is added to what was said before. */
    Shell in(Path folder) {
        return new Shell(
                new Workspace(folder, new Home(folder.resolve(".slipway"))),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** Both streams, for whoever wonders at an exit code. */
    @Override
    public String toString() {
        return out.toString() + err;
    }
}
