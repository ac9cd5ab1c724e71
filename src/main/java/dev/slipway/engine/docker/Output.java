package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.InspectExecResponse;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.ExecOutcome;
import dev.slipway.engine.LogSection;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.TimedSink;
import dev.slipway.engine.docker.wire.Frames;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.Refusals;
import dev.slipway.engine.docker.wire.Streams.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** What containers say: their logs, and commands run in them. */
final class Output {
    private static final String ATTACHED = "{\"Detach\":false,\"Tty\":false}";
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final Client client;

    Output(Client client) {
        this.client = client;
    }

    List<String> tail(String container, int lines) {
        Deque<String> last = new ArrayDeque<>();
        if (lines > 0) {
            try (Deadline deadline = Deadline.in(client.limits().call())) {
                read(container, Integer.toString(lines), false, deadline.signal(), (stream, line) -> {
                    if (last.size() == lines) {
                        last.removeFirst();
                    }
                    last.addLast(line);
                });
            }
        }
        return List.copyOf(last);
    }

    void follow(String container, OutputSink output, StopSignal stop) {
        try {
            read(container, "all", true, stop, output);
        } catch (EngineException ended) {
            if (ended.kind() != Kind.STOPPED || !stop.raised()) {
                throw ended;
            }
        }
    }

    void readTimed(String container, LogSection section, TimedSink output, StopSignal stop) {
        String tail = section.lines() < 0 ? "all" : Integer.toString(section.lines());
        Query query = log(container, tail, section.follow())
                .with("timestamps", "1")
                .with("since", section.since().map(Output::seconds).orElse(""));
        try {
            copy(reading(container, query), stop, new Stamped(output));
        } catch (EngineException ended) {
            if (ended.kind() != Kind.STOPPED || !stop.raised()) {
                throw ended;
            }
        }
    }

    private static String seconds(Instant at) {
        return "%d.%09d".formatted(at.getEpochSecond(), at.getNano());
    }

    private void read(String container, String tail, boolean follow, StopSignal stop, OutputSink output) {
        copy(reading(container, log(container, tail, follow)), stop, output);
    }

    private static Query log(String container, String tail, boolean follow) {
        return new Query("/containers/" + container + "/logs")
                .with("stdout", "1")
                .with("stderr", "1")
                .with("tail", tail)
                .with("follow", follow ? "1" : "");
    }

    private static Question reading(String container, Query query) {
        return new Question("reading the log of container " + container, "GET", query.toString());
    }

    ExecOutcome exec(
            String container, List<String> command, Map<String, String> env, OutputSink output, StopSignal stop) {
        String operation = "running " + command.getFirst() + " in container " + container;
        String id = Refusals.during(operation, () -> client.commands()
                .execCreateCmd(container)
                .withCmd(command.toArray(String[]::new))
                .withEnv(env.entrySet().stream()
                        .map(pair -> pair.getKey() + "=" + pair.getValue())
                        .toList())
                .withAttachStdout(true)
                .withAttachStderr(true)
                .exec()
                .getId());
        copy(new Question(operation, "POST", "/exec/" + id + "/start", ATTACHED), stop, output);
        return new ExecOutcome(exitCode(operation, id, stop));
    }

    /** The output ends a moment before the engine knows the exit code. */
    private int exitCode(String operation, String id, StopSignal stop) {
        long end = System.nanoTime() + SETTLE.toNanos();
        while (true) {
            InspectExecResponse state = Refusals.during(
                    operation, () -> client.commands().inspectExecCmd(id).exec());
            Long code = state.getExitCodeLong();
            if (code != null && !Boolean.TRUE.equals(state.isRunning())) {
                return code.intValue();
            }
            if (stop.raised()) {
                throw new EngineException(Kind.STOPPED, operation, "stopped");
            }
            if (System.nanoTime() - end > 0) {
                throw new EngineException(Kind.TIMEOUT, operation, "its output ended, but no exit code came");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void copy(Question question, StopSignal stop, OutputSink output) {
        client.streams().ask(question, stop, body -> {
            new Frames(output).copy(body);
            return Boolean.TRUE;
        });
    }
}
