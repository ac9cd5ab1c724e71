package dev.slipway.console;

import dev.slipway.journal.EventJson;
import dev.slipway.stack.StackEvent;
import java.io.PrintWriter;
import java.time.Instant;

/** Every event as one JSON object a line. */
final class StackJson implements StackDisplay {
    private final PrintWriter out;

    StackJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void on(StackEvent event) {
        out.print(EventJson.write(event) + "\n");
        out.flush();
    }

    @Override
    public void tick(Instant now) {}

    @Override
    public void close() {
        out.flush();
    }
}
