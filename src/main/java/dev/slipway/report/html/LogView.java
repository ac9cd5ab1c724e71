package dev.slipway.report.html;

import dev.slipway.diagnose.Quote;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.LogExcerpt.Row;
import java.nio.file.Path;
import java.util.List;

/** The log of an attempt or a stack check. {@code href} is empty where a page cannot reach the whole of it. */
record LogView(String anchor, String path, String href, LogExcerpt excerpt) {
    /** Where the whole log is: nobody but who was there when it was written knows its folder better than the run's own. */
    static LogView of(RunReport report, String name, String anchor, List<Quote> quotes, Scope scope) {
        Path file = report.folder().resolve("logs").resolve(name);
        LogExcerpt excerpt = LogExcerpt.read(file, quotes, scope.logBudget(anchor));
        String href = scope.served() && excerpt.why().isEmpty() ? report.run() + "/logs/" + name : "";
        return new LogView(anchor, Legible.line(relative(report.root(), file)), href, excerpt);
    }

    private static String relative(Path root, Path file) {
        return file.startsWith(root) ? root.relativize(file).toString() : file.toString();
    }

    List<Row> rows() {
        return excerpt.rows();
    }

    String size() {
        return Words.count(excerpt.lines(), "line") + ", " + Words.bytes(excerpt.bytes());
    }

    String leftOut(Row row) {
        return "… " + Words.count(row.left(), "line") + " left out; the whole log: " + path;
    }

    /** What a page has room for, and whether it is served or a file. */
    record Scope(int log, int steps, int packages, boolean served, boolean alive) {
        private static final int LOGS_OF_A_PAGE = 2_600_000;
        private static final int LARGEST_LOG = 300_000;
        private static final int STEPS_OF_A_PAGE = 1_200;
        private static final int MOST_STEPS = 300;
        private static final int PACKAGES_OF_A_PAGE = 8_000;
        private static final int MOST_PACKAGES = 2_500;

        static Scope of(RunReport report, boolean served) {
            var story = report.story();
            int images = Math.max(1, story.images().size());
            int logs = Math.max(
                    1,
                    story.stackChecks().size()
                            + story.images().stream()
                                    .mapToInt(image -> image.attempts().size())
                                    .sum());
            return new Scope(
                    Math.min(LARGEST_LOG, LOGS_OF_A_PAGE / logs),
                    Math.min(MOST_STEPS, Math.max(3, STEPS_OF_A_PAGE / logs)),
                    Math.min(MOST_PACKAGES, PACKAGES_OF_A_PAGE / images),
                    served,
                    report.alive());
        }

        /** Every line of a log bears the anchor: under a long name there is room for fewer. */
        int logBudget(String anchor) {
            return (int) (log * 64L / Math.max(64, 48 + anchor.length()));
        }
    }
}
