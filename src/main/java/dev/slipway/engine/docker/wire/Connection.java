package dev.slipway.engine.docker.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * Two byte streams to the engine. One thread may read while another writes. {@link #close} may be called by anyone, more
 * than once; it never waits and ends both streams with an error.
 */
public final class Connection implements AutoCloseable {
    private final Socket carrier;
    private final InputStream in;
    private final OutputStream out;

    Connection(Socket carrier, InputStream in, OutputStream out) {
        this.carrier = carrier;
        this.in = in;
        this.out = out;
    }

    public InputStream in() {
        return in;
    }

    public OutputStream out() {
        return out;
    }

    @Override
    public void close() {
        try {
            // The carrier below TLS: a farewell to a peer that has stopped reading would block.
            carrier.close();
        } catch (IOException alreadyBroken) {
            // Nothing is left to release.
        }
    }
}
