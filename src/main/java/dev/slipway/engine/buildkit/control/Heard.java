package dev.slipway.engine.buildkit.control;

import dev.slipway.engine.buildkit.Duplex;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what an engine says, and knows when it has stopped for good. */
final class Heard implements Duplex {
    private final Duplex bytes;
    private final InputStream in;
    private final AtomicLong heard = new AtomicLong();
    private volatile boolean broken;

    Heard(Duplex bytes) {
        this.bytes = bytes;
        this.in = new In(bytes.in());
    }

    long bytes() {
        return heard.get();
    }

    /** Whether the engine has hung up, or the line was. */
    boolean broken() {
        return broken;
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return bytes.out();
    }

    @Override
    public void close() {
        bytes.close();
    }

    private final class In extends FilterInputStream {
        private In(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            int got = -1;
            try {
                got = in.read(to, offset, length);
                return got;
            } finally {
                heard.addAndGet(Math.max(0, got));
                broken = broken || got < 0;
            }
        }
    }
}
