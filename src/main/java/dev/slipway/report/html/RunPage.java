package dev.slipway.report.html;

import dev.slipway.report.RunReport;
import dev.slipway.report.html.LogView.Scope;
import dev.slipway.report.html.Pages.Head;
import java.io.Writer;

/**
 * The page of one run: one file that holds all it needs, asks no network and keeps below five megabytes whatever was
 * logged. What does not fit is counted, with the place where it can be read.
 *
 * <p>Thread rule: any. Errors: what the writer throws; a log that cannot be read is said on the page.
 */
public final class RunPage {
    private RunPage() {}

    /** What the template is given. {@code home} is where the pages over time are, empty for a page by itself. */
    record Page(Head head, RunView view, String home, boolean live) {}

    /** As a file, to be read from anywhere. The writer is not closed. */
    public static void write(RunReport report, Writer to) {
        write(report, to, false);
    }

    /** As served from {@code /runs/ID}: with links to whole logs and to the index, and to be told how a run at work goes on. */
    public static void serve(RunReport report, Writer to) {
        write(report, to, true);
    }

    private static void write(RunReport report, Writer to, boolean served) {
        RunView view = RunView.of(report, Scope.of(report, served));
        String title = view.pipeline() + ": " + view.badge().word();
        boolean live = served && report.alive() && report.story().end().isEmpty();
        Pages.render("run.jte", new Page(Head.of(title, "run.js", served), view, served ? "/" : "", live), to);
    }
}
