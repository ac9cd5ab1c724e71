package dev.slipway.report.serve;

import dev.slipway.report.RunReport;
import dev.slipway.report.html.IndexReport;
import java.util.Optional;

/** What there is to serve, as it is now. The server asks one thing at a time. */
public interface Reports {
    /** Runs link to {@code /runs/ID}. */
    IndexReport index();

    /** Empty for a run that there is none of. The id is of a run's form, and otherwise as the browser sent it. */
    Optional<RunReport> run(String id);
}
