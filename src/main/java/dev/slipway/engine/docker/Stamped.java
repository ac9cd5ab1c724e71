package dev.slipway.engine.docker;

import dev.slipway.engine.OutputSink;
import dev.slipway.engine.TimedSink;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Takes the time from the head of each line, as {@code timestamps=1} puts it there: RFC 3339 and a space. A piece of a
 * line that was broken at a carriage return has none, and takes that of the piece before.
 */
final class Stamped implements OutputSink {
    private final TimedSink sink;
    private Instant last = Instant.EPOCH;

    Stamped(TimedSink sink) {
        this.sink = sink;
    }

    @Override
    public void line(Stream stream, String line) {
        int space = line.indexOf(' ');
        String head = space < 0 ? line : line.substring(0, space);
        try {
            last = OffsetDateTime.parse(head).toInstant();
            sink.line(last, stream, space < 0 ? "" : line.substring(space + 1));
        } catch (DateTimeParseException none) {
            sink.line(last, stream, line);
        }
    }
}
