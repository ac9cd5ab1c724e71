package dev.slipway.cli;

import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.MissedNight;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.Review;
import dev.slipway.nightly.Rule;
import dev.slipway.past.Past;
import dev.slipway.report.html.IndexReport.Missed;
import dev.slipway.run.Home;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/**
 * Which nights of a pipeline did not take place in this home, by the time that the pipeline's file says today. {@code doubts} are
 * told where that cannot be known.
 */
record MissedNights(Past past, Home home, ReportRuns runs, Consumer<String> doubts) {
    /** The earliest first; of a pipeline whose file is not found or wrong, those alone that could not be run. */
    List<Missed> of(String pipeline, ZoneId zone, Instant now) {
        NightFiles files = NightFiles.in(home, pipeline);
        Rule rule = Rule.of(runs.nightly(pipeline, doubts), zone);
        Review review = Review.ofDays(past, files, rule, now);
        return MissedNight.of(review, rule, LastNight.read(files).watched(), now).stream()
                .map(night -> new Missed(pipeline, night.day(), night.why()))
                .toList();
    }
}
