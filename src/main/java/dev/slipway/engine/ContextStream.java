package dev.slipway.engine;

import java.io.IOException;
import java.io.OutputStream;

/** A build context that can be written as a tar, as often as asked, without ever being whole in memory. */
@FunctionalInterface
public interface ContextStream {
    /**
     * Writes the whole tar and returns the number of bytes. The stream is not closed.
     *
     * @throws IOException when a file cannot be read, naming it, or the other side hangs up
     */
    long writeTo(OutputStream tar) throws IOException;
}
