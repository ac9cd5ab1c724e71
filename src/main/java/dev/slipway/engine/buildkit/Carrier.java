package dev.slipway.engine.buildkit;

import dev.slipway.engine.StopSignal;
import java.io.IOException;

/**
 * A way for a session's bytes to get to an engine and back. With the return of {@link #open} the roles have changed: the
 * engine is the HTTP/2 client on the bytes, and speaks first.
 */
@FunctionalInterface
public interface Carrier {
    /**
     * Announces the session and takes over the bytes, within a limit of the carrier's own. The engine may use the
     * session as soon as this has returned.
     *
     * @param stop ends the opening when it is raised, not what was opened
     * @throws NotOffered when the engine, or a filter before it, does not give sessions this way; another way may do
     * @throws IOException when the conversation broke off or was stopped
     */
    Duplex open(SessionHead head, StopSignal stop) throws IOException;
}
