package dev.slipway.engine.buildkit.control;

import com.google.protobuf.ByteString;
import dev.slipway.engine.buildkit.Duplex;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes inside a gRPC call: each message is a piece of it. No more is asked for than has been read, and no
 * more is sent than the engine takes.
 */
final class CallBytes extends ClientCall.Listener<BytesMessage> implements Duplex {
    private static final int PIECE = 32 * 1024;
    private static final int AHEAD = 8;

    private final ClientCall<BytesMessage, BytesMessage> call;
    private final ReentrantLock turn = new ReentrantLock();
    private final Condition changed = turn.newCondition();
    private final Queue<ByteString> received = new ArrayDeque<>();
    private final InputStream in = new In();
    private final OutputStream out = new BufferedOutputStream(new Out(), PIECE);
    private @Nullable Status end;

    CallBytes(ClientCall<BytesMessage, BytesMessage> call) {
        this.call = call;
    }

    void start(Metadata headers) {
        call.start(this, headers);
        call.request(AHEAD);
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    @Override
    public void close() {
        end(Status.CANCELLED.withDescription("closed"));
        call.cancel("closed", null);
    }

    @Override
    public void onMessage(BytesMessage message) {
        change(() -> received.add(message.getData()));
    }

    @Override
    public void onReady() {
        change(() -> {});
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end(status);
    }

    private void end(Status status) {
        change(() -> {
            if (end == null) {
                end = status;
            }
        });
    }

    private void change(Runnable what) {
        turn.lock();
        try {
            what.run();
            changed.signalAll();
        } finally {
            turn.unlock();
        }
    }

    private final class In extends InputStream {
        private ByteString piece = ByteString.EMPTY;
        private int at;

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
            while (at == piece.size()) {
                ByteString next = next();
                if (next == null) {
                    return -1;
                }
                piece = next;
                at = 0;
                call.request(1);
            }
            int part = Math.min(length, piece.size() - at);
            piece.substring(at, at + part).copyTo(to, offset);
            at += part;
            return part;
        }

        private @Nullable ByteString next() throws IOException {
            turn.lock();
            try {
                while (received.isEmpty() && end == null) {
                    changed.awaitUninterruptibly();
                }
                ByteString next = received.poll();
                if (next == null && end != null && !end.isOk()) {
                    throw new IOException("the engine ended the session: " + end);
                }
                return next;
            } finally {
                turn.unlock();
            }
        }
    }

    private final class Out extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = 0; at < length; at += PIECE) {
                send(BytesMessage.newBuilder()
                        .setData(ByteString.copyFrom(bytes, offset + at, Math.min(PIECE, length - at)))
                        .build());
            }
        }

        private void send(BytesMessage piece) throws IOException {
            turn.lock();
            try {
                while (end == null && !call.isReady()) {
                    changed.awaitUninterruptibly();
                }
                if (end != null) {
                    throw new IOException("the session is over: " + end);
                }
                call.sendMessage(piece);
            } finally {
                turn.unlock();
            }
        }
    }
}
