package dev.slipway.report.html;

import dev.slipway.drift.Drift;
import dev.slipway.drift.Suspect;
import java.util.List;
import java.util.Locale;

/** What differs from when an image was last good, the first suspect first. {@code left} is how many are not shown. */
record DriftView(String goodRun, String elsewhere, String goodAt, String commit, List<Row> rows, int left) {
    private static final int MOST = 60;

    /** From this weight on it is more than merely different. */
    private static final int SUSPICIOUS = 50;

    DriftView {
        rows = List.copyOf(rows);
    }

    record Row(String kind, String what, String before, String now, String because, boolean first) {}

    static DriftView of(Drift drift) {
        List<Row> rows =
                drift.suspects().stream().limit(MOST).map(DriftView::row).toList();
        return new DriftView(
                Legible.line(drift.goodRun()),
                Legible.line(drift.elsewhere()),
                Words.moment(drift.goodAt()),
                Legible.line(drift.commit()),
                rows,
                drift.suspects().size() - rows.size());
    }

    private static Row row(Suspect suspect) {
        return new Row(
                suspect.kind().name().toLowerCase(Locale.ROOT),
                Legible.line(suspect.what()),
                Legible.line(suspect.before()),
                Legible.line(suspect.now()),
                Legible.text(suspect.because()),
                suspect.weight() >= SUSPICIOUS);
    }
}
