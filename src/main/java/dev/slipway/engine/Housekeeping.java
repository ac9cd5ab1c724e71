package dev.slipway.engine;

/**
 * What an engine tells of the machine it runs on and of the room it takes, and what it can throw away by itself. Kept
 * apart from {@link Engine} because no run needs it.
 *
 * <p>Threads and errors: as for {@link Engine}; every call is bounded by the adapter's own limits.
 */
public interface Housekeeping {
    EngineHost host();

    /**
     * The room that images, containers, volumes and the builder's cache take. Engines walk their files for it, which can
     * take minutes, and older ones refuse (FAILED) while they do so for somebody else.
     */
    DiskUse diskUse();

    /** Throws the builder's whole cache away, except what a build at this moment uses, and says how many bytes that freed. */
    long pruneBuildCache();

    /**
     * Lets the engine ask a registry for an image, by its own network, proxies and trust, with the logins of a pull;
     * nothing is fetched.
     *
     * @throws EngineException NOT_FOUND or REFUSED when the registry answered and has no such image for us, any other
     *     kind when there was no usable answer
     */
    void askRegistry(String reference);

    /**
     * Opens a BuildKit session and closes it again: whether builds can be sent file by file, with secrets.
     *
     * @throws EngineException UNSUPPORTED when the engine, or a proxy before it, hands no connection over
     */
    void trySession();
}
