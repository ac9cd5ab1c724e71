package dev.slipway.engine.buildkit.control;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.Duplex;
import dev.slipway.engine.buildkit.NotOffered;
import java.io.IOException;

/** A way to bytes on which an engine answers HTTP/2: a fresh connection, handed over or spoken to so from its start. */
@FunctionalInterface
public interface Line {
    /**
     * @param stop ends the dialling when it is raised, not the line
     * @throws NotOffered when the engine answers, but not to this
     * @throws IOException when the conversation broke off or was stopped
     */
    Duplex dial(StopSignal stop) throws IOException;
}
