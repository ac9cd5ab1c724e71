package dev.slipway.report.html;

import dev.slipway.past.PastRun;
import dev.slipway.report.html.IndexReport.Missed;
import dev.slipway.report.html.Tone.Badge;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A month of the calendar, as weeks from Monday to Sunday. */
record Month(String name, List<List<Day>> weeks) {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter SPOKEN = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.ENGLISH);
    private static final int MOST_MONTHS = 12;

    /** Of two runs on a day the worse one is told, and of two alike the one that says more. */
    private static final List<Tone> WORST =
            List.of(Tone.BAD, Tone.MISSED, Tone.WARNED, Tone.LIVE, Tone.QUIET, Tone.GOOD);

    private static final Comparator<Badge> WORSE = Comparator.comparing(badge -> WORST.indexOf(badge.tone()));

    Month {
        weeks = weeks.stream().map(List::copyOf).toList();
    }

    /**
     * {@code number} is 0 outside the month, {@code text} and {@code leads} (where on the page more is told) are empty for a day on
     * which nothing was run and nothing missed.
     */
    record Day(int number, Tone tone, String text, String leads) {
        static final Day OUTSIDE = new Day(0, Tone.QUIET, "", "");
    }

    /** What a day knows: its runs, the newest first, and the pipelines whose night was missed. */
    private record Known(List<PastRun> runs, List<String> missed) {
        static final Known NOTHING = new Known(List.of(), List.of());

        Known() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** The last twelve months up to the newest run or missed night, the newest first. */
    static List<Month> of(List<PastRun> runs, List<Missed> missed, ZoneId zone) {
        Map<LocalDate, Known> days = new TreeMap<>();
        for (PastRun run : runs) {
            days.computeIfAbsent(run.began().atZone(zone).toLocalDate(), day -> new Known())
                    .runs()
                    .add(run);
        }
        for (Missed night : missed) {
            days.computeIfAbsent(night.day(), day -> new Known()).missed().add(night.pipeline());
        }
        if (days.isEmpty()) {
            return List.of();
        }
        List<LocalDate> known = List.copyOf(days.keySet());
        YearMonth last = YearMonth.from(known.getLast());
        YearMonth first = YearMonth.from(known.getFirst());
        List<Month> months = new ArrayList<>();
        for (YearMonth month = last;
                months.size() < MOST_MONTHS && !month.isBefore(first);
                month = month.minusMonths(1)) {
            months.add(month(month, days));
        }
        return months;
    }

    private static Month month(YearMonth month, Map<LocalDate, Known> days) {
        List<Day> cells = new ArrayList<>();
        for (int before = 1; before < month.atDay(1).getDayOfWeek().getValue(); before++) {
            cells.add(Day.OUTSIDE);
        }
        for (int number = 1; number <= month.lengthOfMonth(); number++) {
            LocalDate date = month.atDay(number);
            cells.add(day(date, days.getOrDefault(date, Known.NOTHING)));
        }
        while (cells.size() % 7 != 0) {
            cells.add(Day.OUTSIDE);
        }
        List<List<Day>> weeks = new ArrayList<>();
        for (int week = 0; week < cells.size(); week += 7) {
            weeks.add(cells.subList(week, week + 7));
        }
        return new Month(NAME.format(month), weeks);
    }

    private static Day day(LocalDate date, Known known) {
        List<Badge> badges = new ArrayList<>();
        List<String> words = new ArrayList<>();
        lastOfEach(known.runs()).stream()
                .map(run -> Badge.of(run.ending()))
                .min(WORSE)
                .ifPresent(badge -> {
                    badges.add(badge);
                    words.add(badge.word() + ", " + Words.count(known.runs().size(), "run"));
                });
        if (!known.missed().isEmpty()) {
            Badge missed = new Badge(Tone.MISSED, "night missed");
            badges.add(missed);
            words.add(missed.word() + " ("
                    + known.missed().stream().sorted().map(Legible::line).collect(Collectors.joining(", ")) + ")");
        }
        if (badges.isEmpty()) {
            return new Day(date.getDayOfMonth(), Tone.QUIET, "", "");
        }
        return new Day(
                date.getDayOfMonth(),
                badges.stream().min(WORSE).orElseThrow().tone(),
                SPOKEN.format(date) + ": " + String.join("; ", words),
                known.runs().isEmpty() ? "#missed" : "#day=" + date);
    }

    /** What a day came to: of each pipeline its last night, or, without one, its last run. */
    private static Collection<PastRun> lastOfEach(List<PastRun> newestFirst) {
        Map<String, PastRun> last = new HashMap<>();
        for (PastRun run : newestFirst) {
            last.merge(run.pipeline(), run, (newer, older) -> !isNight(newer) && isNight(older) ? older : newer);
        }
        return last.values();
    }

    private static boolean isNight(PastRun run) {
        return run.command().equals("nightly");
    }
}
