package dev.slipway.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last lines of a step, however much it prints. Safe for any thread. */
final class Tail {
    private static final int LINES = 400;
    private static final int WIDTH = 4096;

    private final Deque<String> lines = new ArrayDeque<>();
    private final ReentrantLock turn = new ReentrantLock();

    void add(String line) {
        turn.lock();
        try {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.addLast(line.length() > WIDTH ? line.substring(0, WIDTH) : line);
        } finally {
            turn.unlock();
        }
    }

    List<String> lines() {
        turn.lock();
        try {
            return List.copyOf(lines);
        } finally {
            turn.unlock();
        }
    }
}
