package dev.slipway.engine;

import java.time.Instant;

/** As {@link OutputSink}, with the moment at which the engine took the line down. */
@FunctionalInterface
public interface TimedSink {
    void line(Instant at, OutputSink.Stream stream, String line);
}
