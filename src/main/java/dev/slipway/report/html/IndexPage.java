package dev.slipway.report.html;

import dev.slipway.report.html.Pages.Head;
import java.io.Writer;

/**
 * The page over time: a calendar of nights that were and nights that were missed, how long runs took and how big images became, what
 * is flaky, what is owed, and the newest runs to look through. One file that asks no network; what is too old to be listed is
 * counted by month.
 *
 * <p>Thread rule: any. Errors: what the writer throws.
 */
public final class IndexPage {
    private IndexPage() {}

    /** What the template is given. */
    record Page(Head head, IndexView view) {}

    /** The writer is not closed. */
    public static void write(IndexReport report, Writer to) {
        Pages.render("index.jte", new Page(Head.of("Runs", "index.js", false), IndexView.of(report)), to);
    }
}
