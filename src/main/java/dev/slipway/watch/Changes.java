package dev.slipway.watch;

import java.util.Optional;

/** Change sets, one after the other. {@link #next} is called by one thread; {@link #close} by any. */
public interface Changes extends AutoCloseable {
    /** Waits for the next changes to come to rest; empty once this is closed. */
    Optional<ChangeSet> next();

    /** Ends a wait under way. */
    @Override
    void close();
}
