package dev.slipway.engine.buildkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Two ends of a connection, in memory. */
public final class Pipe {
    private final Way there = new Way();
    private final Way back = new Way();
    private final Duplex left = new End(there, back);
    private final Duplex right = new End(back, there);

    public Duplex left() {
        return left;
    }

    public Duplex right() {
        return right;
    }

    private record End(Way outgoing, Way incoming) implements Duplex {
        @Override
        public InputStream in() {
            return incoming.in;
        }

        @Override
        public OutputStream out() {
            return outgoing.out;
        }

        @Override
        public void close() {
            outgoing.close();
            incoming.close();
        }
    }

    /** Bytes in one direction; a writer waits while nobody reads. What was written before the end can still be read. */
    private static final class Way {
        private final ReentrantLock turn = new ReentrantLock();
        private final Condition changed = turn.newCondition();
        private final byte[] ring = new byte[64 * 1024];
        private int filled;
        private int first;
        private boolean closed;

        private final InputStream in = new InputStream() {
            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                return take(to, offset, length);
            }
        };

        private final OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                put(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                put(from, offset, length);
            }
        };

        private int take(byte[] to, int offset, int length) {
            turn.lock();
            try {
                while (filled == 0 && !closed) {
                    changed.awaitUninterruptibly();
                }
                if (filled == 0) {
                    return -1;
                }
                int part = Math.min(length, filled);
                for (int at = 0; at < part; at++) {
                    to[offset + at] = ring[(first + at) % ring.length];
                }
                first = (first + part) % ring.length;
                filled -= part;
                changed.signalAll();
                return part;
            } finally {
                turn.unlock();
            }
        }

        private void put(byte[] from, int offset, int length) throws IOException {
            turn.lock();
            try {
                for (int at = 0; at < length; at++) {
                    while (filled == ring.length && !closed) {
                        changed.awaitUninterruptibly();
                    }
                    if (closed) {
                        throw new EOFException("the other end has hung up");
                    }
                    ring[(first + filled) % ring.length] = from[offset + at];
                    filled++;
                    changed.signalAll();
                }
            } finally {
                turn.unlock();
            }
        }

        private void close() {
            turn.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                turn.unlock();
            }
        }
    }
}
