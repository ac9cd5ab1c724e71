package dev.slipway.probe;

import dev.slipway.engine.OutputSink;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Hands the log of a shared container on to whichever question is being asked. Between questions a little is kept for
 * the next one, the newest lines. Attached and detached by the asking thread, fed by the engine's.
 */
final class Relay implements OutputSink {
    private static final int KEPT = 200;

    private final Deque<Line> kept = new ArrayDeque<>();
    private OutputSink current = OutputSink.NOWHERE;
    private boolean attached;

    private record Line(Stream stream, String text) {}

    @Override
    public void line(Stream stream, String line) {
        synchronized (kept) {
            if (attached) {
                current.line(stream, line);
                return;
            }
            if (kept.size() == KEPT) {
                kept.removeFirst();
            }
            kept.addLast(new Line(stream, line));
        }
    }

    void attach(OutputSink sink) {
        synchronized (kept) {
            kept.forEach(line -> sink.line(line.stream(), line.text()));
            kept.clear();
            current = sink;
            attached = true;
        }
    }

    void detach() {
        synchronized (kept) {
            current = OutputSink.NOWHERE;
            attached = false;
        }
    }
}
