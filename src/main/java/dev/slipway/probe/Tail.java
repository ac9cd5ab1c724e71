package dev.slipway.probe;

import dev.slipway.engine.OutputSink;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Hands output on and keeps the end of it: the last lines, none longer than a screen or two. */
final class Tail implements OutputSink {
    private static final int LINES = 200;
    private static final int LONGEST = 4_000;

    private final OutputSink next;
    private final Deque<String> last = new ArrayDeque<>();

    Tail(OutputSink next) {
        this.next = next;
    }

    @Override
    public void line(Stream stream, String line) {
        next.line(stream, line);
        synchronized (last) {
            if (last.size() == LINES) {
                last.removeFirst();
            }
            last.addLast(line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line);
        }
    }

    List<String> lines() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }
}
