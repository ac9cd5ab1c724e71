package dev.slipway.report.html;

import dev.slipway.past.Series;
import dev.slipway.past.Series.Measure;
import dev.slipway.past.Series.Sample;
import dev.slipway.report.html.IndexReport.Shift;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How one measure went over time, as the points of a line in a box of {@value #WIDTH} by {@value #HEIGHT}. */
record Chart(String title, String now, String range, String points, List<Mark> marks) {
    static final int WIDTH = 300;
    static final int HEIGHT = 80;

    private static final int MOST_POINTS = 240;
    private static final int MOST_MARKS = 8;
    private static final int MOST_CHARTS = 40;

    Chart {
        marks = List.copyOf(marks);
    }

    /** Where it went to another level. */
    record Mark(String at, String day, String words) {}

    /** The run as a whole and each image; what single steps took is too much for a page. */
    static List<Chart> of(IndexReport report) {
        return report.series().stream()
                .filter(series -> series.measure() == Measure.DURATION || series.measure() == Measure.SIZE)
                .filter(series ->
                        series.subject().indexOf('/') < 0 && series.samples().size() > 1)
                .limit(MOST_CHARTS)
                .map(series -> of(series, report.shifts(), report.zone()))
                .toList();
    }

    private static Chart of(Series series, List<Shift> shifts, ZoneId zone) {
        List<Sample> samples = series.samples();
        double least = samples.stream().mapToDouble(Sample::value).min().orElse(0);
        double most = samples.stream().mapToDouble(Sample::value).max().orElse(1);
        Axis axis = new Axis(samples.getFirst(), samples.getLast(), most);
        StringBuilder points = new StringBuilder();
        for (Sample sample : thinned(samples)) {
            points.append(axis.x(sample.at().toEpochMilli()))
                    .append(',')
                    .append(axis.y(sample.value()))
                    .append(' ');
        }
        List<Mark> marks = shifts.stream()
                .filter(shift ->
                        shift.measure() == series.measure() && shift.subject().equals(series.subject()))
                .limit(MOST_MARKS)
                .map(shift -> new Mark(
                        axis.x(shift.at().toEpochMilli()),
                        shift.at().atZone(zone).toLocalDate().toString(),
                        Legible.line(shift.words())))
                .toList();
        String what = series.measure() == Measure.SIZE ? "Size" : "Duration";
        return new Chart(
                what + " of " + (series.subject().isEmpty() ? "a run" : Legible.line(series.subject())),
                value(series.measure(), samples.getLast().value()),
                "from " + value(series.measure(), least) + " to " + value(series.measure(), most) + " in "
                        + Words.count(samples.size(), "run"),
                points.toString().strip(),
                marks);
    }

    private static String value(Measure measure, double value) {
        return measure == Measure.SIZE
                ? Words.bytes(Math.round(value))
                : Words.took(Duration.ofMillis(Math.round(value)));
    }

    /** Of each stretch its least and its greatest: no spike is lost. */
    private static List<Sample> thinned(List<Sample> samples) {
        if (samples.size() <= MOST_POINTS) {
            return samples;
        }
        List<Sample> kept = new ArrayList<>();
        int stretches = MOST_POINTS / 2;
        for (int i = 0; i < stretches; i++) {
            List<Sample> stretch =
                    samples.subList(samples.size() * i / stretches, samples.size() * (i + 1) / stretches);
            Sample least = stretch.getFirst();
            Sample most = stretch.getFirst();
            for (Sample sample : stretch) {
                least = sample.value() < least.value() ? sample : least;
                most = sample.value() > most.value() ? sample : most;
            }
            boolean inOrder = !least.at().isAfter(most.at());
            kept.add(inOrder ? least : most);
            kept.add(inOrder ? most : least);
        }
        return kept;
    }

    /** From zero up, so that a small change looks small. */
    private record Axis(long from, long to, double most) {
        Axis(Sample first, Sample last, double most) {
            this(first.at().toEpochMilli(), last.at().toEpochMilli(), most);
        }

        String x(long at) {
            return number(Math.clamp((double) (at - from) / Math.max(1, to - from), 0, 1) * WIDTH);
        }

        String y(double value) {
            return number(HEIGHT - value / Math.max(1, most) * (HEIGHT - 4));
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }
}
