package dev.slipway.engine.fake;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.fake.Script.End;
import dev.slipway.engine.fake.Script.Said;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A build of two steps: the base, which is cached, and one that says the script's lines and ends as it ends. */
public final class FakeBuild {
    private static final String WORK = "[2/2] RUN the work";

    private FakeBuild() {}

    public static BuildOutcome run(
            Script script,
            BuildRequest request,
            BuildListener listener,
            Supplier<EngineException> hang,
            Supplier<String> id) {
        long bytes;
        try {
            bytes = request.files().tarFor(EngineInfo.Builder.CLASSIC).writeTo(OutputStream.nullOutputStream());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        listener.contextSent(bytes);
        if (script.end() instanceof End.Rejected(String message)) {
            return new BuildOutcome.Failed(message, null, null, List.of(), null);
        }
        listener.stepStarted("1", "[1/2] FROM base");
        listener.stepEnded("1", true, Duration.ZERO, null);
        listener.stepStarted("2", WORK);
        List<Said> lines = Lines.of(script, request.args());
        lines.forEach(said -> listener.stepLine("2", said.stream(), said.text()));
        return switch (script.end()) {
            case End.Exit(int code, boolean outOfMemory)
            when code == 0 -> {
                listener.stepEnded("2", false, Duration.ofSeconds(1), null);
                yield new BuildOutcome.Built(id.get(), bytes);
            }
            case End.Exit(int code, boolean outOfMemory) -> {
                String error = "process did not complete successfully: exit code: " + code;
                listener.stepEnded("2", false, Duration.ofSeconds(1), error);
                yield new BuildOutcome.Failed(
                        error, WORK, code, lines.stream().map(Said::text).toList(), null);
            }
            case End.Never() -> {
                EngineException ended = hang.get();
                listener.stepEnded("2", false, Duration.ofSeconds(1), ended.answer());
                throw ended;
            }
            case End.Rejected(String message) -> throw new AssertionError(message);
            case End.Broken(EngineException.Kind kind, String answer) -> {
                listener.stepEnded("2", false, Duration.ofSeconds(1), answer);
                throw new EngineException(kind, "building " + request.dockerfile(), answer);
            }
        };
    }

    /** The names that a script for this build may go by. */
    public static List<String> words(BuildRequest request) {
        return java.util.stream.Stream.of(
                        request.tags(),
                        List.of(request.dockerfile()),
                        List.copyOf(request.labels().values()))
                .flatMap(List::stream)
                .toList();
    }
}
