package dev.slipway.engine.docker.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;

/** A body in chunks (RFC 9112 §7.1). Ends where the sender said so; a connection that ends sooner is an error. */
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private long left;
    private boolean started;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int got = in.read(to, offset, (int) Math.min(length, left));
        if (got < 0) {
            throw new EOFException("the engine closed the connection in the middle of its answer");
        }
        left -= got;
        return got;
    }

    private boolean nextChunk() throws IOException {
        if (ended) {
            return false;
        }
        if (started && !ResponseHead.line(in).isEmpty()) {
            throw new StreamCorruptedException("a chunk does not end where it should");
        }
        started = true;
        String size = ResponseHead.line(in).split(";", 2)[0].strip();
        try {
            left = Long.parseUnsignedLong(size, 16);
        } catch (NumberFormatException wrong) {
            throw new StreamCorruptedException("not the size of a chunk: '" + size + "'");
        }
        if (left < 0) {
            throw new StreamCorruptedException("not the size of a chunk: '" + size + "'");
        }
        if (left > 0) {
            return true;
        }
        ended = true;
        while (!ResponseHead.line(in).isEmpty()) {
            // Trailers say nothing that is wanted.
        }
        return false;
    }
}
