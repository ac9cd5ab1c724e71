package dev.slipway.cli;

import dev.slipway.model.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * What is told of a run when it has ended, beside the display. Nothing of it is loaded while a run is at work, nor after one
 * of which nobody wants it.
 */
final class ReportOption {
    @Option(
            names = "--report",
            paramLabel = "FORMAT[=FILE]|DIR",
            description =
                    "When the run has ended, report it: html, junit, sarif, json, markdown, gitlab or annotations, into the"
                            + " file (default: a file in .slipway/reports/RUN), or all of them into a folder. Repeatable.")
    private List<String> reports = new ArrayList<>();

    @Option(
            names = "--no-annotations",
            description = "In GitHub Actions: do not annotate the failing lines, nor write the job's summary.")
    private boolean silent;

    /** Whether all that was given makes sense; what does not has been told. */
    boolean sensible(Shell shell) {
        for (String told : reports) {
            if (!ReportWish.namesFile(told)) {
                shell.err()
                        .println("slipway: --report wants FORMAT, FORMAT=FILE or a folder, with one of "
                                + ReportForm.all() + ", not '" + told + "'.");
                return false;
            }
        }
        return true;
    }

    /** Never fails the run: what went wrong is told, in a line each. */
    void after(Shell shell, Pipeline pipeline, String run) {
        after(shell, pipeline, run, System.getenv());
    }

    void after(Shell shell, Pipeline pipeline, String run, Map<String, String> environment) {
        boolean github =
                !silent && environment.getOrDefault("GITHUB_ACTIONS", "").equals("true");
        boolean traced = environment.containsKey("OTEL_EXPORTER_OTLP_ENDPOINT")
                || environment.containsKey("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        if (github || traced || !reports.isEmpty()) {
            new AfterRun(shell, environment).tell(pipeline, run, List.copyOf(reports), github);
        }
    }
}
