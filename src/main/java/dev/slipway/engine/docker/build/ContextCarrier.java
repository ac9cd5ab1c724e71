package dev.slipway.engine.docker.build;

import dev.slipway.engine.docker.wire.Exchange;
import dev.slipway.engine.docker.wire.Query;
import java.io.IOException;
import java.util.Optional;

/**
 * How a build's context gets to the engine. {@link TarBody} sends it as the body of the request; a BuildKit session,
 * which lets the engine ask for what it lacks, is another carrier: it announces {@code remote=client-session} and its
 * id, and sends an empty body.
 */
interface ContextCarrier {
    /** Adds what the engine must be told about where the context is. */
    void announce(Query parameters);

    /** Sends the request. The context may go on travelling while the answer is read, until the sending is closed. */
    Sending send(Exchange exchange, String path) throws IOException;

    /** A context on its way. */
    interface Sending extends AutoCloseable {
        /** Bytes that have left so far. */
        long bytes();

        /** Why the context itself could not be read, as opposed to not being wanted any more. */
        Optional<IOException> unreadable();

        /** Waits for the end of a sending that nobody listens to any more. */
        @Override
        void close();
    }
}
