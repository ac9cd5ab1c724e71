package dev.slipway.cli;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Evidence.Ending;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Judges a build log from anywhere. */
@Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description =
                "Says why a build failed, from its log: of any tool, of any CI. Exit code 1 when no rule matched.")
final class DiagnoseCommand implements Callable<Integer> {
    /** Of longer logs the beginning and the end are read: the cause stands in one of them. */
    private static final int HEAD = 5_000;

    private static final int TAIL = 15_000;

    private static final int WIDTH = 8 * 1024;

    private final Shell shell;

    @Parameters(paramLabel = "LOG", defaultValue = "-", description = "The log file, or - for standard input.")
    private String log = "-";

    DiagnoseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        List<String> lines;
        try (InputStream stream = log.equals("-") ? System.in : Files.newInputStream(Path.of(log))) {
            lines = lines(stream);
        } catch (IOException unreadable) {
            shell.err().println("slipway: reading the log " + log + ": " + unreadable.getMessage());
            return ExitCode.WRONG_INPUT.number();
        }
        Evidence evidence = new Evidence(Phase.BUILD, log, null, Ending.ITSELF, "", lines, null);
        Diagnosis diagnosis = new LazyJudge().judge(evidence);
        tell(diagnosis);
        return diagnosis.nature() == Nature.UNKNOWN ? ExitCode.FAILED.number() : ExitCode.PROVEN.number();
    }

    private static List<String> lines(InputStream stream) throws IOException {
        List<String> head = new ArrayList<>();
        Deque<String> tail = new ArrayDeque<>();
        BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        for (String line = line(reader); line != null; line = line(reader)) {
            if (head.size() < HEAD) {
                head.add(line);
            } else {
                tail.addLast(line);
                if (tail.size() > TAIL) {
                    tail.removeFirst();
                }
            }
        }
        head.addAll(tail);
        return head;
    }

    /** The next line, cut at {@link #WIDTH}: a log may be one line of gigabytes. Null at the end. */
    private static @Nullable String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = reader.read()) {
            if (line.length() < WIDTH) {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private void tell(Diagnosis diagnosis) {
        shell.out()
                .println(diagnosis.category() + " (" + diagnosis.nature().name().toLowerCase(Locale.ROOT) + ", rule "
                        + diagnosis.rule() + ")");
        shell.out().println(diagnosis.explanation());
        diagnosis.quotes().forEach(quote -> shell.out().println("  " + quote.line() + " | " + quote.text()));
        diagnosis.remedies().forEach(remedy -> shell.out().println(remedy));
    }
}
