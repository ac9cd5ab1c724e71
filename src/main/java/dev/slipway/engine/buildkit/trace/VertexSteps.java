package dev.slipway.engine.buildkit.trace;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.OutputSink.Stream;
import dev.slipway.engine.lines.LineJoiner;
import dev.slipway.engine.lines.Tail;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One vertex and the steps it is told as: one as a rule, another when it has more to say after its end. */
final class VertexSteps {
    private static final long STDERR = 2;

    private final BuildListener listener;
    private final Supplier<String> ids;
    private final Tail tail;
    private final LineJoiner out = new LineJoiner(line -> line(Stream.OUT, line));
    private final LineJoiner err = new LineJoiner(line -> line(Stream.ERR, line));
    private String name = "";
    private String error = "";
    private @Nullable String open;
    private boolean told;

    VertexSteps(BuildListener listener, Supplier<String> ids, Tail tail) {
        this.listener = listener;
        this.ids = ids;
        this.tail = tail;
    }

    void named(String newName) {
        if (!newName.isEmpty()) {
            name = newName;
        }
    }

    void begin() {
        if (!told) {
            open();
        }
    }

    void progress(String what, long current, long total) {
        if (open != null) {
            listener.stepProgress(open, what, current, total);
        }
    }

    void log(long stream, byte[] message) {
        (stream == STDERR ? err : out).add(message);
    }

    void complete(boolean cached, Duration took, String newError) {
        out.end();
        err.end();
        if (open == null && told && (newError.isEmpty() || newError.equals(error))) {
            return;
        }
        String step = open();
        open = null;
        error = newError;
        listener.stepEnded(step, cached, took, newError.isEmpty() ? null : newError);
        if (newError.isEmpty()) {
            tail.clear();
        }
    }

    boolean failed() {
        return !error.isEmpty() && !error.endsWith("context canceled");
    }

    String name() {
        return name;
    }

    String error() {
        return error;
    }

    List<String> lastLines() {
        return tail.lines();
    }

    private void line(Stream stream, String line) {
        tail.add(line);
        listener.stepLine(open(), stream, line);
    }

    private String open() {
        String step = open;
        if (step == null) {
            step = ids.get();
            open = step;
            told = true;
            listener.stepStarted(step, name);
        }
        return step;
    }
}
