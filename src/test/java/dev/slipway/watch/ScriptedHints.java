package dev.slipway.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Plays a script: each wait is the next scene, and where a scene gives no hint, the clock moves to the wait's end. */
final class ScriptedHints implements Hints {
    private final AtomicLong clock = new AtomicLong();
    private final Deque<Supplier<Heard>> scenes = new ArrayDeque<>();
    private final Set<Path> watched = new LinkedHashSet<>();
    private @Nullable IOException refusal;

    long now() {
        return clock.get();
    }

    Set<Path> watched() {
        return watched;
    }

    void refuse(IOException why) {
        refusal = why;
    }

    /** After so long, something is done and a hint comes. */
    void then(Duration later, Action action, Heard heard) {
        scenes.add(() -> {
            clock.addAndGet(later.toNanos());
            action.run();
            return heard;
        });
    }

    /** What a scene does to the files. */
    @FunctionalInterface
    interface Action {
        void go() throws IOException;

        default void run() {
            try {
                go();
            } catch (IOException broken) {
                throw new java.io.UncheckedIOException(broken);
            }
        }
    }

    @Override
    public void watch(Path folder) throws IOException {
        if (refusal != null) {
            throw refusal;
        }
        watched.add(folder);
    }

    @Override
    public void forget(Path folder) {
        watched.remove(folder);
    }

    @Override
    public Heard await(Duration longest) {
        Supplier<Heard> scene = scenes.poll();
        if (scene != null) {
            return scene.get();
        }
        if (longest.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new AssertionError("the script is over, and the watch still waits");
        }
        clock.addAndGet(longest.toNanos());
        return new Heard.Nothing();
    }

    @Override
    public void close() {
        scenes.add(Heard.Closed::new);
    }
}
