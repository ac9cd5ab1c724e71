package dev.slipway.report.html;

import dev.slipway.past.PastImage;
import dev.slipway.past.PastRun;
import dev.slipway.report.html.Tone.Badge;
import dev.slipway.run.ImageStatus;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the page over time shows, in words. */
record IndexView(
        Badge badge,
        String headline,
        String summary,
        String zone,
        List<String> pipelines,
        List<String> endings,
        List<Owing> debts,
        List<Month> months,
        List<Absent> missed,
        List<Chart> charts,
        List<Wavering> unsteady,
        List<Row> rows,
        List<Older> older) {
    static final int LISTED = 500;

    private static final int MOST_MISSED = 100;

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    record Owing(String pipeline, String image, String nights, String since, String variant, String reason) {}

    /** A night that did not take place. {@code why} is never empty. */
    record Absent(String day, String pipeline, String why) {}

    record Wavering(String step, String words, String last) {}

    /** One run. {@code search} is what a filter looks through, in lower case. */
    record Row(
            String run,
            String page,
            String pipeline,
            String command,
            String day,
            String began,
            Badge badge,
            String took,
            String words,
            String search) {}

    /** A month of runs that are too old to be listed one by one. */
    record Older(String month, int runs, int proven, int degraded, int failed, int other) {}

    static IndexView of(IndexReport report) {
        List<PastRun> runs = report.runs();
        ZoneId zone = report.zone();
        List<PastRun> listed = runs.subList(0, Math.min(LISTED, runs.size()));
        return new IndexView(
                runs.isEmpty()
                        ? new Badge(Tone.QUIET, "no run")
                        : Badge.of(runs.getFirst().ending()),
                headline(runs),
                summary(runs, zone),
                zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId(),
                runs.stream()
                        .map(PastRun::pipeline)
                        .distinct()
                        .sorted()
                        .limit(200)
                        .map(Legible::line)
                        .toList(),
                listed.stream()
                        .map(run -> Badge.of(run.ending()).word())
                        .distinct()
                        .sorted()
                        .toList(),
                report.debts().stream()
                        .limit(100)
                        .map(debt -> owing(debt, zone))
                        .toList(),
                Month.of(runs, report.missed(), zone),
                missed(report),
                Chart.of(report),
                report.unsteady().stream()
                        .limit(100)
                        .map(it -> new Wavering(
                                Legible.line(it.step()),
                                Legible.line(it.words()),
                                it.last().atZone(zone).toLocalDate().toString()))
                        .toList(),
                listed.stream().map(run -> row(run, report)).toList(),
                older(runs.subList(listed.size(), runs.size()), zone));
    }

    private static String headline(List<PastRun> runs) {
        if (runs.isEmpty()) {
            return "Nothing has been run yet.";
        }
        String newest = Badge.of(runs.getFirst().ending()).word();
        return "The last run "
                + (runs.getFirst().ending() == PastRun.Ending.RUNNING ? "is at work." : "ended " + newest + ".");
    }

    private static String summary(List<PastRun> runs, ZoneId zone) {
        if (runs.isEmpty()) {
            return "Once a pipeline was built, checked or verified by night, it is remembered here.";
        }
        long good = runs.stream().takeWhile(run -> run.ending().good()).count();
        String since = Words.count(runs.size(), "run") + " since "
                + runs.getLast().began().atZone(zone).toLocalDate() + ".";
        if (good > 1) {
            return since + " The last " + Words.count(good) + " all brought a working stack.";
        }
        long bad = runs.stream().takeWhile(run -> !run.ending().good()).count();
        return bad > 1 ? since + " None of the last " + Words.count(bad) + " brought a working stack." : since;
    }

    private static Owing owing(IndexReport.Owed debt, ZoneId zone) {
        return new Owing(
                Legible.line(debt.pipeline()),
                Legible.line(debt.image()),
                Words.count(debt.nights(), "night"),
                debt.since().atZone(zone).toLocalDate().toString(),
                Legible.line(debt.variant()),
                Legible.text(debt.reason()));
    }

    /** The newest first. */
    private static List<Absent> missed(IndexReport report) {
        return report.missed().stream()
                .sorted(Comparator.comparing(IndexReport.Missed::day)
                        .reversed()
                        .thenComparing(IndexReport.Missed::pipeline))
                .limit(MOST_MISSED)
                .map(night -> new Absent(
                        night.day().toString(),
                        Legible.line(night.pipeline()),
                        night.why().isBlank() ? "none was begun" : Legible.line(night.why())))
                .toList();
    }

    private static Row row(PastRun run, IndexReport report) {
        Badge badge = Badge.of(run.ending());
        String words = words(run);
        var began = run.began().atZone(report.zone());
        String search = Stream.of(
                        run.id(),
                        run.pipeline(),
                        run.command(),
                        badge.word(),
                        words,
                        run.provenance().commit())
                .map(Legible::line)
                .collect(Collectors.joining(" "))
                .toLowerCase(Locale.ROOT);
        return new Row(
                Legible.line(run.id()),
                report.page().apply(run.id()),
                Legible.line(run.pipeline()),
                Legible.line(run.command()),
                began.toLocalDate().toString(),
                MOMENT.format(began),
                badge,
                Words.took(run.took()),
                words,
                search);
    }

    /** Who was not well, and why; for a run where all were, what it said. */
    private static String words(PastRun run) {
        String unwell = run.images().stream()
                .filter(image -> image.ended()
                        .filter(status -> status == ImageStatus.FAILED || status == ImageStatus.DEGRADED)
                        .isPresent())
                .limit(6)
                .map(IndexView::unwell)
                .collect(Collectors.joining("; "));
        return Legible.line(unwell.isEmpty() ? run.summary() : unwell);
    }

    private static String unwell(PastImage image) {
        String why = image.why().map(it -> it.category()).orElse(image.reason());
        return image.name() + (why.isBlank() ? "" : ": " + why);
    }

    private static List<Older> older(List<PastRun> runs, ZoneId zone) {
        Map<YearMonth, List<PastRun>> months = new LinkedHashMap<>();
        for (PastRun run : runs) {
            months.computeIfAbsent(YearMonth.from(run.began().atZone(zone)), month -> new ArrayList<>())
                    .add(run);
        }
        return months.entrySet().stream()
                .limit(240)
                .map(month -> older(month.getKey().toString(), month.getValue()))
                .toList();
    }

    private static Older older(String month, List<PastRun> runs) {
        int[] counts = new int[4];
        for (PastRun run : runs) {
            int place =
                    switch (run.ending()) {
                        case PROVEN -> 0;
                        case DEGRADED -> 1;
                        case FAILED, ENGINE_LOST -> 2;
                        case INTERRUPTED, CUT_OFF, RUNNING -> 3;
                    };
            counts[place]++;
        }
        return new Older(month, runs.size(), counts[0], counts[1], counts[2], counts[3]);
    }
}
