package dev.slipway.report.html;

import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.past.PastRun.Ending;
import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import dev.slipway.past.Series.Sample;
import dev.slipway.report.html.IndexReport.Missed;
import dev.slipway.report.html.IndexReport.Owed;
import dev.slipway.report.html.IndexReport.Shift;
import dev.slipway.report.html.IndexReport.Unsteady;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Provenance;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A past in which the same things happen every time: some nights fail, the last three are degraded. */
final class Nights {
    private static final Instant LAST = Instant.parse("2026-03-04T02:30:00Z");

    private Nights() {}

    static IndexReport of(int count) {
        List<PastRun> runs = new ArrayList<>();
        List<Sample> took = new ArrayList<>();
        List<Sample> size = new ArrayList<>();
        for (int back = 0; back < count; back++) {
            PastRun run = night(back);
            runs.add(run);
            took.addFirst(new Sample(run.id(), run.began(), run.took().toMillis()));
            double grown = back < 18 ? 560_000_000 : 431_000_000;
            size.addFirst(new Sample(run.id(), run.began(), grown + Math.round(5_000_000 * noise(back))));
        }
        Instant grew = night(17).began();
        return new IndexReport(
                ZoneOffset.UTC,
                runs,
                List.of(
                        new Series(Measure.DURATION, "", took),
                        new Series(Measure.SIZE, "backend", size),
                        new Series(Measure.DURATION, "backend/default/build", took)),
                List.of(new Shift(
                        Measure.SIZE, "backend", grew, "the size of backend went from 433 MB to 562 MB (+30 %)")),
                List.of(new Unsteady(
                        "backend/default: GET :8000/health",
                        "failed 7 of 58 times, and changed its mind 12 of 57 times with the same inputs",
                        LAST)),
                List.of(new Owed("ai-stack", "worker", 3, night(2).began(), "minimal", "no compiler for hiredis")),
                List.of(
                        new Missed("shop", LocalDate.of(2026, 3, 2), "no engine answers"),
                        new Missed("ai-stack", LocalDate.of(2026, 3, 6), "")),
                run -> "runs/" + run + ".html");
    }

    static String page(IndexReport report) {
        StringWriter page = new StringWriter();
        IndexPage.write(report, page);
        return page.toString();
    }

    private static PastRun night(int back) {
        Instant began = LAST.minus(Duration.ofDays(back));
        Ending ending = back < 3
                ? Ending.DEGRADED
                : back == 9 || (back > 9 && noise(back) < 0.06) ? Ending.FAILED : Ending.PROVEN;
        return new PastRun(
                "night-" + back,
                back % 7 == 6 ? "shop" : "ai-stack",
                "nightly",
                began,
                Duration.ofMillis(Math.round(172_000 + 21_000 * noise(back) + (noise(-back) < 0.04 ? 60_000 : 0))),
                ending,
                "",
                "Docker Engine 28.5 (BuildKit)",
                new Provenance("0.1.0", "4f1c0ffee4", false),
                List.of(worker(ending)),
                List.of());
    }

    /** From 0 to 1, the same for the same number. */
    private static double noise(int number) {
        return new Random(number * 7919L).nextDouble();
    }

    private static PastImage worker(Ending ending) {
        @Nullable
        ImageStatus status =
                switch (ending) {
                    case PROVEN -> ImageStatus.BUILT;
                    case DEGRADED -> ImageStatus.DEGRADED;
                    case FAILED -> ImageStatus.FAILED;
                    case INTERRUPTED, ENGINE_LOST, CUT_OFF, RUNNING -> null;
                };
        return new PastImage(
                "worker",
                status,
                "minimal",
                "sha256:c0",
                120_000_000,
                Duration.ofSeconds(20),
                "no compiler for hiredis",
                null,
                List.of());
    }
}
