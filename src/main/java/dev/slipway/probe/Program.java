package dev.slipway.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.probe.Patience.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of our programs, run by the Python of a running container beside what it runs. Its question goes in by a variable
 * of that process alone, as command lines are for all to read.
 */
final class Program {
    static final String QUESTION = "SLIPWAY_QUESTION";

    private static final Logger LOG = LoggerFactory.getLogger(Program.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> INTERPRETERS = List.of("python3", "python");
    /** The program keeps its own limit, and tells more when it ends by it. */
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Duration MOMENT = Duration.ofSeconds(3);

    private final Asking asking;
    private final Running running;
    private final String source;
    /** Of our process in the container; 0 until it has told. */
    private final AtomicLong pid = new AtomicLong();

    /** @param scripts resources of this package; each may use what the ones before it define */
    Program(Asking asking, Running running, List<String> scripts) {
        this.asking = asking;
        this.running = running;
        this.source = String.join("\n", scripts.stream().map(Python::source).toList());
    }

    /** How it ended. */
    sealed interface Ending {
        /** By itself. */
        record Ended(int exit, List<String> lines) implements Ending {}

        /** The container has no Python. */
        record NoPython() implements Ending {}

        /** It was still at it when its time was over, or when it was told to stop. */
        record CutShort(List<String> lines) implements Ending {}

        /** The container is no longer there. */
        record Gone(Sight sight) implements Ending {}
    }

    static ObjectNode question() {
        return JSON.createObjectNode();
    }

    /** Runs until it ends. {@code reports} is told by the engine's thread. */
    Ending run(ObjectNode question, Duration limit, StopSignal stop, Consumer<JsonNode> reports) {
        // Not to be guessed by what the worker's own code prints, so that it cannot be taken for a report.
        String mark = "slipway-" + UUID.randomUUID() + " ";
        question.put("mark", mark).put("limit", limit.toMillis() / 1000.0);
        Map<String, String> variables = Map.of(QUESTION, question.toString());
        try (Deadline deadline = new Deadline(stop, longest(question, limit))) {
            Tail tail = new Tail(without(mark, reports));
            try {
                for (String interpreter : INTERPRETERS) {
                    int exit = running.exec(List.of(interpreter, "-c", source), variables, tail, deadline.signal());
                    if (!OneOff.isAbsence(exit)) {
                        return new Ending.Ended(exit, said(tail, mark));
                    }
                }
                return new Ending.NoPython();
            } catch (EngineException failure) {
                return broken(failure, deadline, said(tail, mark));
            }
        }
    }

    /** With a job the program takes its limit again once it has seen a sign of life. */
    static Duration longest(ObjectNode question, Duration limit) {
        return (question.has("job") ? limit.multipliedBy(2) : limit).plus(GRACE);
    }

    private Ending broken(EngineException failure, Deadline deadline, List<String> lines) {
        if (failure.kind() == EngineException.Kind.STOPPED) {
            if (!deadline.signal().reason().equals(Optional.of(StopSignal.Reason.INTERRUPTED))) {
                end();
            }
            deadline.ended(failure);
            return new Ending.CutShort(lines);
        }
        ContainerState state = running.state();
        if (state.running()) {
            throw failure;
        }
        return new Ending.Gone(running.ended(state));
    }

    /** No engine ends what it has begun in a container that goes on; where all is torn down there is no need to. */
    private void end() {
        long process = pid.get();
        try (Deadline moment = new Deadline(new StopSignal(), MOMENT)) {
            for (String interpreter : process == 0 ? List.<String>of() : INTERPRETERS) {
                List<String> command =
                        List.of(interpreter, "-c", "import os, sys; os.kill(int(sys.argv[1]), 9)", "" + process);
                if (!OneOff.isAbsence(running.exec(command, OutputSink.NOWHERE, moment.signal()))) {
                    return;
                }
            }
        } catch (EngineException left) {
            LOG.debug("a program in {} ends by its own limit", running.alias(), left);
        }
    }

    private OutputSink without(String mark, Consumer<JsonNode> reports) {
        return (stream, line) -> {
            int at = line.indexOf(mark);
            if (at >= 0) {
                JsonNode report = parse(line.substring(at + mark.length()));
                pid.set(report.path("self").asLong(pid.get()));
                reports.accept(report);
            } else if (!line.isEmpty()) {
                asking.log().line(stream, line);
            }
        };
    }

    private static List<String> said(Tail tail, String mark) {
        return tail.lines().stream()
                .filter(line -> !line.contains(mark) && !line.isEmpty())
                .toList();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException torn) {
            return JSON.missingNode();
        }
    }
}
