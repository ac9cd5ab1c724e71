package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes down what a build says, and holds the engine to the promises of {@link BuildListener}. */
public final class RecordedBuild implements BuildListener {
    private final List<String> story = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> seen = new HashSet<>();
    private final Consumer<String> onLine;
    private long contextBytes;
    private boolean inside;

    public RecordedBuild() {
        this(line -> {});
    }

    public RecordedBuild(Consumer<String> onLine) {
        this.onLine = onLine;
    }

    @Override
    public synchronized void stepStarted(String step, String name) {
        alone(() -> {
            assertThat(seen.add(step)).as("a second start of step %s", step).isTrue();
            open.add(step);
            names.put(step, name);
            story.add("start " + name);
        });
    }

    @Override
    public synchronized void stepLine(String step, OutputSink.Stream stream, String line) {
        alone(() -> {
            assertThat(open).as("a line outside its step: %s", line).contains(step);
            story.add("  " + stream + " " + line);
            onLine.accept(line);
        });
    }

    @Override
    public synchronized void stepProgress(String step, String what, long current, long total) {
        alone(() -> assertThat(open).contains(step));
    }

    @Override
    public synchronized void stepEnded(String step, boolean cached, Duration took, @Nullable String error) {
        alone(() -> {
            assertThat(open.remove(step)).as("a second end of step %s", step).isTrue();
            assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO);
            story.add("end " + names.get(step) + (cached ? " cached" : "") + (error == null ? "" : " ERROR " + error));
        });
    }

    @Override
    public synchronized void warning(String text) {
        alone(() -> story.add("warning " + text));
    }

    @Override
    public synchronized void contextSent(long bytes) {
        alone(() -> {
            assertThat(bytes).isGreaterThanOrEqualTo(contextBytes);
            contextBytes = bytes;
        });
    }

    public synchronized List<String> story() {
        return List.copyOf(story);
    }

    public synchronized long contextBytes() {
        return contextBytes;
    }

    public synchronized void assertAllEnded() {
        assertThat(open).as("steps without an end").isEmpty();
    }

    private void alone(Runnable call) {
        assertThat(inside).as("two calls at once").isFalse();
        inside = true;
        try {
            call.run();
        } finally {
            inside = false;
        }
    }
}
