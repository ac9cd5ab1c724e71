package dev.slipway.engine;

/**
 * Files on their way to an engine that remembers, by {@link #key}, what it has been sent, and asks only for files whose
 * size, time or mode differ from that. Bytes that changed behind an unchanged size and time would be missed, so a
 * delivery whose sender cannot rule that out comes under a key of its own, and everything is sent.
 *
 * <p>Threads: both trees may be walked at the same time, each by several threads.
 */
public interface Delivery extends AutoCloseable {
    /** What the engine remembers the files by; letters and digits. */
    String key();

    /** What COPY sees. */
    FileTree context();

    /** The Dockerfile by the name that the request gives it, and its ignore file {@code NAME.dockerignore}. */
    FileTree dockerfile();

    /** The engine has got of the context all that it asked for. Never said of a delivery that broke off. */
    void delivered();

    /** When something was shown and {@link #delivered} was not said of it, the key is not used again. */
    @Override
    void close();
}
