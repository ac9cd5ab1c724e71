package dev.slipway.report.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One span. {@code path} names it in its run, as in the run's story; {@code parent} is the path of the one around it, empty
 * for the outermost. {@code error} is empty for what went well.
 */
record Span(
        String path,
        String parent,
        String name,
        Instant began,
        Instant ended,
        String error,
        Map<String, String> attributes,
        List<Point> points) {
    Span {
        attributes = Map.copyOf(attributes);
        points = List.copyOf(points);
    }

    /** Something that happened in it at one time. */
    record Point(Instant at, String name, Map<String, String> attributes) {}
}
