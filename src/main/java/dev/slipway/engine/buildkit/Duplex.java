package dev.slipway.engine.buildkit;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * Bytes to and from an engine, in order. One thread may read while another writes. {@link #close} may be called by
 * anyone, more than once; it never waits, and ends both directions for whoever is blocked in them.
 */
public interface Duplex extends AutoCloseable {
    InputStream in();

    OutputStream out();

    @Override
    void close();
}
