package dev.slipway.console;

import dev.slipway.journal.EventJson;
import dev.slipway.workbench.BenchEvent;
import dev.slipway.workbench.BenchListener;
import java.io.PrintWriter;

/** One JSON object a line, in the same manner as the events of a run. */
record BenchJson(PrintWriter out) implements BenchListener {
    @Override
    public void on(BenchEvent event) {
        out.print(EventJson.write(event) + "\n");
        out.flush();
    }
}
