package dev.slipway.engine.docker.wire;

import dev.slipway.engine.OutputSink;
import dev.slipway.engine.lines.LineJoiner;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The multiplexed output of a container without a terminal, as the Engine API documents it for attach: eight bytes of
 * head (stream, three zeroes, length), then that many bytes. Each stream is joined to lines on its own.
 */
public final class Frames {
    private static final int HEAD = 8;

    private final LineJoiner out;
    private final LineJoiner err;

    public Frames(OutputSink sink) {
        out = new LineJoiner(line -> sink.line(OutputSink.Stream.OUT, line));
        err = new LineJoiner(line -> sink.line(OutputSink.Stream.ERR, line));
    }

    /** Hands on everything until the stream ends; unfinished lines are handed on even when it ends badly. */
    public void copy(InputStream in) throws IOException {
        try {
            byte[] head = new byte[HEAD];
            byte[] piece = new byte[16 * 1024];
            int got = in.readNBytes(head, 0, HEAD);
            while (got == HEAD) {
                if (!isHead(head)) {
                    raw(head, in, piece);
                    return;
                }
                frame(head[0] == 2 ? err : out, length(head), in, piece);
                got = in.readNBytes(head, 0, HEAD);
            }
            if (got > 0) {
                raw(java.util.Arrays.copyOf(head, got), in, piece);
            }
        } finally {
            out.end();
            err.end();
        }
    }

    private static void frame(LineJoiner lines, long length, InputStream in, byte[] piece) throws IOException {
        long left = length;
        while (left > 0) {
            int got = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (got < 0) {
                throw new EOFException("the output ended in the middle of a frame");
            }
            lines.add(piece, 0, got);
            left -= got;
        }
    }

    /** A container with a terminal has no frames; some engines do not say so. */
    private void raw(byte[] first, InputStream in, byte[] piece) throws IOException {
        out.add(first);
        for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
            out.add(piece, 0, got);
        }
    }

    private static boolean isHead(byte[] head) {
        return head[0] >= 0 && head[0] <= 3 && head[1] == 0 && head[2] == 0 && head[3] == 0;
    }

    private static long length(byte[] head) {
        long length = 0;
        for (int at = 4; at < HEAD; at++) {
            length = length << 8 | (head[at] & 0xff);
        }
        return length;
    }
}
