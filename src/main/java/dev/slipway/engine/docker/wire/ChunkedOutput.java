package dev.slipway.engine.docker.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A body in chunks. Closing it sends the last chunk; the connection stays open. */
final class ChunkedOutput extends OutputStream {
    private static final byte[] LINE_END = {'\r', '\n'};
    private static final byte[] LAST = {'0', '\r', '\n', '\r', '\n'};

    private final OutputStream out;
    private final byte[] buffer = new byte[64 * 1024];
    private int filled;
    private boolean closed;

    ChunkedOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int taken = Math.min(length - done, buffer.length - filled);
            System.arraycopy(from, offset + done, buffer, filled, taken);
            filled += taken;
            done += taken;
            if (filled == buffer.length) {
                sendChunk();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        sendChunk();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            sendChunk();
            out.write(LAST);
            out.flush();
        }
    }

    private void sendChunk() throws IOException {
        if (filled > 0) {
            out.write((Integer.toHexString(filled) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(buffer, 0, filled);
            out.write(LINE_END);
            filled = 0;
        }
    }
}
