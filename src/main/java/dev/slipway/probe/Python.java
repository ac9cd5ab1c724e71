package dev.slipway.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.OutputSink;
import dev.slipway.probe.Asking.Seclusion;
import dev.slipway.probe.OneOff.Ending;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs one of our scripts with the image's own Python and gathers its reports. */
final class Python {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> INTERPRETERS = List.of("python3", "python");

    private Python() {}

    /** The reports, in the order in which they came, and how the interpreter ended. */
    record Answer(List<JsonNode> reports, Ending ending) {
        /** Whether the image has no Python at all. */
        boolean none() {
            return reports.isEmpty() && ending.looksAbsent();
        }
    }

    static Answer run(Asking asking, String script, List<String> arguments, Deadline deadline) {
        Answer answer = run(asking, INTERPRETERS.getFirst(), script, arguments, deadline);
        return answer.none() ? run(asking, INTERPRETERS.getLast(), script, arguments, deadline) : answer;
    }

    private static Answer run(
            Asking asking, String interpreter, String script, List<String> arguments, Deadline deadline) {
        Call call = new Call(interpreter, script, arguments);
        return call.answer(asking.once(call.argv(), Seclusion.ALONE, call.into(asking.log()), deadline));
    }

    /** One script on its way to one interpreter: the command line, and the reports among what comes back. */
    static final class Call {
        // Not to be guessed by what a module prints, so that it cannot be taken for a report.
        private final String mark = "slipway-" + UUID.randomUUID() + " ";
        private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
        private final List<String> argv = new ArrayList<>();

        Call(String interpreter, String script, List<String> arguments) {
            argv.addAll(List.of(interpreter, "-c", source(script), mark));
            argv.addAll(arguments);
        }

        List<String> argv() {
            return argv;
        }

        /** Gathers the reports; all else goes on to {@code log}. */
        OutputSink into(OutputSink log) {
            return (stream, line) -> {
                int at = line.indexOf(mark);
                if (at < 0) {
                    log.line(stream, line);
                } else {
                    reports.add(parse(line.substring(at + mark.length())));
                }
            };
        }

        Answer answer(Ending ending) {
            return new Answer(List.copyOf(reports), withoutReports(ending, mark));
        }
    }

    private static Ending withoutReports(Ending ending, String mark) {
        return switch (ending) {
            case Ending.Ended(int exit, boolean oomKilled, List<String> lines) ->
                new Ending.Ended(exit, oomKilled, without(lines, mark));
            case Ending.TooLong(List<String> lines) -> new Ending.TooLong(without(lines, mark));
            case Ending.NotStarted notStarted -> notStarted;
        };
    }

    private static List<String> without(List<String> lines, String mark) {
        return lines.stream().filter(line -> !line.contains(mark)).toList();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException torn) {
            return JSON.missingNode();
        }
    }

    static String source(String script) {
        try (InputStream resource = Python.class.getResourceAsStream(script)) {
            if (resource == null) {
                throw new IllegalStateException("the program has no resource " + script);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading the program's own " + script, unreadable);
        }
    }
}
