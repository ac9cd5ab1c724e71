package dev.slipway.console;

import dev.slipway.journal.Runs;
import dev.slipway.run.RunEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Plays a story on this terminal, for the eye: {@code Replay degraded|failed|interrupted [times faster] [mode]}. */
public final class Replay {
    private Replay() {}

    public static void main(String[] arguments) {
        List<RunEvent> events =
                switch (arguments.length == 0 ? "degraded" : arguments[0]) {
                    case "failed" -> Runs.failed();
                    case "interrupted" -> Runs.interrupted();
                    default -> Runs.degraded();
                };
        double faster = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 4;
        OutputMode mode = arguments.length > 2 ? OutputMode.valueOf(arguments[2]) : OutputMode.AUTO;
        PrintWriter out = new PrintWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8));
        Surroundings here = new Surroundings(System.getenv(), StandardOutput.isTerminal(), StandardCharsets.UTF_8);
        Display display = Display.create(
                mode,
                new Display.Place(out, here, StandardOutput::screen, run -> ".slipway/runs/" + run + "/journal.jsonl"));
        Runtime.getRuntime().addShutdownHook(new Thread(display::close));
        Instant clock = events.getFirst().at();
        Duration step = Duration.ofMillis(Math.round(100 * faster));
        for (RunEvent event : events) {
            while (clock.isBefore(event.at())) {
                LockSupport.parkNanos(100_000_000);
                clock = clock.plus(step);
                display.tick(clock);
            }
            display.on(event);
        }
        display.close();
    }
}
