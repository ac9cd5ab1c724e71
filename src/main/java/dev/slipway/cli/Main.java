package dev.slipway.cli;

import dev.slipway.engine.EngineException;
import dev.slipway.probe.VirtualHosts;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** The program's entry: parses, runs, and turns whatever comes out into words and an exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        VirtualHosts.allow();
        Workspace workspace = Workspace.discover(System.getenv(), Path.of("").toAbsolutePath());
        System.setProperty("slipway.log", workspace.log().toString());
        if (!System.getenv().getOrDefault("SLIPWAY_DEBUG", "").isEmpty()) {
            System.setProperty("slipway.log.level", "DEBUG");
        }
        PrintWriter out = new PrintWriter(System.out, false, Charset.defaultCharset());
        PrintWriter err = new PrintWriter(System.err, true, Charset.defaultCharset());
        int exit = run(arguments, new Shell(workspace, out, err));
        out.flush();
        err.flush();
        // Streams of a dying engine may hold non-daemon threads; the run itself is over and cleaned up.
        Runtime.getRuntime().halt(exit);
    }

    static int run(String[] arguments, Shell shell) {
        CommandLine line = new CommandLine(new SlipwayCommand(), new Factory(shell));
        Commands.wantedBy(arguments).forEach(line::addSubcommand);
        line.setOut(shell.out())
                .setErr(shell.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler(
                        (trouble, command, parsed) -> told(trouble, shell).number());
        return line.execute(arguments);
    }

    private static ExitCode told(Exception trouble, Shell shell) {
        switch (trouble) {
            case EngineException broken -> {
                say(shell, broken.operation() + ": " + broken.answer());
                shell.err().println(advice(broken));
                return ExitCode.of(broken.kind());
            }
            case UncheckedIOException disk -> {
                say(shell, disk.getMessage() + ": " + disk.getCause());
                return ExitCode.FAILED;
            }
            default -> {
                LoggerFactory.getLogger(Main.class).error("a bug ended the program", trouble);
                say(shell, "a bug of Slipway itself: " + trouble);
                shell.err().println("Maybe report it, with " + shell.workspace().log() + " beside it.");
                return ExitCode.FAILED;
            }
        }
    }

    private static void say(Shell shell, String trouble) {
        shell.err().println("slipway: " + MaskedLayout.MASK.hide(trouble));
    }

    private static String advice(EngineException broken) {
        return switch (broken.kind()) {
            case UNREACHABLE, TIMEOUT -> "Maybe start an engine ('./manage.sh engine up'), or set DOCKER_HOST.";
            case UNSUPPORTED -> "Maybe use another engine, or the other builder (--builder).";
            case NOT_FOUND, CONFLICT, REFUSED, FAILED, STOPPED -> "Maybe look into the engine's own log.";
        };
    }
}
