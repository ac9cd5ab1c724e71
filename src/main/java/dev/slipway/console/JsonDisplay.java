package dev.slipway.console;

import dev.slipway.journal.EventJson;
import dev.slipway.run.RunEvent;
import java.io.PrintWriter;
import java.time.Instant;

/** Every event as the journal would write it, and also what the journal leaves out. JSON escapes what is hostile. */
final class JsonDisplay implements Display {
    private final PrintWriter out;

    JsonDisplay(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void on(RunEvent event) {
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
