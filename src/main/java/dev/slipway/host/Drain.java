package dev.slipway.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Reads a program's output to its end on a thread of its own, so that the program never blocks, and keeps the beginning. */
final class Drain {
    private final InputStream stream;
    private final int room;
    private final Runnable full;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ReentrantLock turn = new ReentrantLock();
    private final Thread reader;

    /** @param full is told when there is more than {@code room} bytes */
    Drain(String name, InputStream stream, int room, Runnable full) {
        this.stream = stream;
        this.room = room;
        this.full = full;
        this.reader = Thread.ofPlatform().daemon().name(name).unstarted(this::read);
    }

    Drain begin() {
        reader.start();
        return this;
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                if (!keep(buffer, count)) {
                    full.run();
                }
            }
        } catch (IOException closed) {
            // What was read by then is what there is.
            return;
        }
    }

    private boolean keep(byte[] buffer, int count) {
        turn.lock();
        try {
            int kind = Math.min(count, room - kept.size());
            kept.write(buffer, 0, kind);
            return kind == count;
        } finally {
            turn.unlock();
        }
    }

    /** What there is once the stream has ended, or after {@code patience}: what is left in the background may hold it open. */
    byte[] bytes(Duration patience) throws InterruptedException {
        reader.join(patience);
        turn.lock();
        try {
            return kept.toByteArray();
        } finally {
            turn.unlock();
        }
    }
}
