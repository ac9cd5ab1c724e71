package dev.slipway.engine.docker.build;

import dev.slipway.engine.docker.wire.Exchange;
import dev.slipway.engine.docker.wire.Query;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * How a build's files get to the engine: {@link TarBody} sends the whole as the body of the request, {@link SessionFiles}
 * lets the engine ask for what it lacks. Closed when the conversation about the build is over.
 */
interface ContextCarrier extends AutoCloseable {
    /** Adds what the engine must be told about where the context is. */
    void announce(Query parameters);

    /** Sends the request. The context may go on travelling while the answer is read, until the sending is closed. */
    Sending send(Exchange exchange, String path) throws IOException;

    @Override
    void close();

    /** A context on its way. */
    interface Sending extends AutoCloseable {
        /** Bytes that have left so far. */
        long bytes();

        /** Why the context itself could not be read, as opposed to not being wanted any more. */
        Optional<IOException> unreadable();

        /**
         * Whether the way broke before the engine had said everything; the engine then complains of what follows from it. Its
         * complaint may be here before the end of the way is: {@code patience} is how long to wait for that.
         */
        boolean lost(Duration patience) throws IOException;

        /** The Dockerfile as the engine got it, where it is known: for the place of a failure. */
        Optional<String> dockerfile();

        /** Waits for the end of a sending that nobody listens to any more. */
        @Override
        void close();
    }
}
