package dev.slipway.report.serve;

import dev.slipway.report.html.IndexReport;
import java.time.ZoneOffset;
import java.util.List;

/** A page over time on which nothing has happened. */
final class EmptyIndex {
    private EmptyIndex() {}

    static IndexReport report() {
        return new IndexReport(
                ZoneOffset.UTC,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                run -> "/runs/" + run);
    }
}
