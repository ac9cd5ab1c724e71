package dev.slipway.engine.docker.build;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.NotOffered;
import dev.slipway.engine.buildkit.control.Control;
import dev.slipway.engine.buildkit.control.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The ways to an engine's builder by gRPC; the first that it answers on is taken, each within {@code limit}. */
public record Lines(List<Line> lines, Duration limit) {
    public Lines {
        lines = List.copyOf(lines);
    }

    /**
     * @throws NotOffered when the engine answers on none, with what it said to each
     * @throws IOException when a conversation broke off or was stopped
     */
    Control open(StopSignal stop) throws IOException {
        StringBuilder answers = new StringBuilder();
        for (Line line : lines) {
            try {
                return Control.open(line, limit, stop);
            } catch (NotOffered another) {
                answers.append(answers.isEmpty() ? "" : "; ").append(another.getMessage());
            }
        }
        throw new NotOffered(answers.toString());
    }
}
