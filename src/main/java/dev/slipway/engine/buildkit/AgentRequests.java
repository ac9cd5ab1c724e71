package dev.slipway.engine.buildkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;

/**
 * Cuts a stream of bytes, which come in any pieces, into the requests of the ssh agent protocol: a length in four bytes,
 * then that many, the first of which is the request's type.
 */
final class AgentRequests {
    static final int LENGTH = Integer.BYTES;

    /** What OpenSSH's agent takes at most. */
    static final int LONGEST = 256 * 1024;

    private final Receiver receiver;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    /** How much must be there before it is worth looking: a hostile client may send byte by byte. */
    private int enough = LENGTH + 1;

    AgentRequests(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Takes requests whole, with their length before them. */
    @FunctionalInterface
    interface Receiver {
        void request(int type, byte[] whole) throws IOException;
    }

    void add(byte[] bytes) throws IOException {
        pending.writeBytes(bytes);
        if (pending.size() < enough) {
            return;
        }
        enough = LENGTH + 1;
        byte[] have = pending.toByteArray();
        int at = 0;
        while (have.length - at > LENGTH) {
            int length = ByteBuffer.wrap(have, at, LENGTH).getInt();
            if (length < 1 || length > LONGEST) {
                throw new StreamCorruptedException("a request to the ssh agent of " + length + " bytes");
            }
            if (have.length - at - LENGTH < length) {
                enough = LENGTH + length;
                break;
            }
            byte[] whole = new byte[LENGTH + length];
            System.arraycopy(have, at, whole, 0, whole.length);
            at += whole.length;
            receiver.request(whole[LENGTH] & 0xff, whole);
        }
        pending.reset();
        pending.write(have, at, have.length - at);
    }
}
