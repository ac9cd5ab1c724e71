package dev.slipway.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Where hints come from that something may have changed. A hint says where to look, never what happened. All methods
 * but {@link #close} are called by one thread.
 */
interface Hints extends AutoCloseable {
    /** Hints at what happens directly in this folder from now on. Again for a folder that was replaced. */
    void watch(Path folder) throws IOException;

    void forget(Path folder);

    /** Waits for the next hint, at most so long. */
    Heard await(Duration longest);

    /** Ends a wait that is under way, from any thread. */
    @Override
    void close();

    /** What a wait came to. */
    sealed interface Heard {
        record Nothing() implements Heard {}

        record Folders(Set<Path> folders) implements Heard {
            public Folders {
                folders = Set.copyOf(folders);
            }
        }

        /** Hints were lost, or there are none. */
        record Anywhere() implements Heard {}

        record Closed() implements Heard {}
    }
}
