package dev.slipway.engine;

import java.io.IOException;

/**
 * What a build reads: its context and its Dockerfile, in the two ways that engines take them. Can be asked for as often
 * as a build is tried; threads may share it.
 */
public interface BuildFiles {
    /** Everything at once, for an engine that is sent the whole; shows COPY as little beside the context as it can. */
    ContextStream tarFor(EngineInfo.Builder builder);

    /**
     * A state of the files for an engine that asks for what it lacks.
     *
     * @param freshness NO_CACHE makes the engine forget what it was sent before
     * @throws IOException when the files cannot be read, naming the one
     */
    Delivery deliver(BuildRequest.Freshness freshness) throws IOException;
}
