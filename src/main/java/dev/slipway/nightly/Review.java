package dev.slipway.nightly;

import dev.slipway.drift.Pins;
import dev.slipway.nightly.Nights.Told;
import dev.slipway.past.Past;
import dev.slipway.past.PastRun;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All nights of a pipeline in this home as they are remembered, and those of them that nobody was told of yet. Other homes may
 * share what is remembered; their nights are their own. {@code atWork} is when the night began that is at work, of which nothing
 * is told yet; null for none.
 */
public record Review(List<Told> nights, List<Told> untold, Bulletin bulletin, @Nullable Instant atWork) {
    /** More than two years of them. */
    private static final int MOST_NIGHTS = 1_000;

    public Review {
        nights = List.copyOf(nights);
        untold = List.copyOf(untold);
    }

    /**
     * @param until when the last night began that was told of; null for none, which makes the last one all the news
     */
    public static Review of(Past past, NightFiles files, Rule rule, Pins pins, @Nullable Instant until) {
        return of(past, files, rule, new BillChanges(past, pins), until);
    }

    /** Without what differs from night to night, which takes several questions for each: for whoever asks when nights were. */
    public static Review ofDays(Past past, NightFiles files, Rule rule, Instant until) {
        return of(past, files, rule, Changes.UNSEEN, until);
    }

    private static Review of(Past past, NightFiles files, Rule rule, Changes changes, @Nullable Instant until) {
        List<Night> nights = Stream.concat(
                        past.nights(files.pipeline(), MOST_NIGHTS).stream().map(Night.Ran::new),
                        new UnableNights(files).read().stream())
                .map(Night.class::cast)
                .sorted(Comparator.comparing(Night::began))
                .toList();
        Instant atWork = nights.reversed().stream()
                .filter(Review::running)
                .map(Night::began)
                .findFirst()
                .orElse(null);
        Instant news = until != null
                ? until.plusNanos(1)
                : nights.isEmpty() ? Instant.EPOCH : nights.getLast().began();
        List<Told> told = new Nights(
                        files.pipeline(), rule, changes, LastNight.read(files).watched())
                .tell(nights, news);
        List<Told> untold = new ArrayList<>(told.stream()
                .filter(night -> !night.night().began().isBefore(news))
                .toList());
        Bulletin bulletin = new Bulletin(files.pipeline(), rule.zone(), changes, new FlakyTrials(past));
        return new Review(told, untold, bulletin, atWork);
    }

    private static boolean running(Night night) {
        return night instanceof Night.Ran ran && ran.run().ending() == PastRun.Ending.RUNNING;
    }

    /**
     * The nights that are overdue now, the earliest first. The one that is at work is none, however long it takes.
     *
     * @param watched since when somebody sees to it that nights happen; null for nobody
     */
    public List<LocalDate> overdue(Rule rule, @Nullable Instant watched, Instant now) {
        Optional<LocalDate> today = Optional.ofNullable(atWork).map(rule::day);
        return rule.schedule().map(schedule -> vigil().missed(schedule, watched, now)).stream()
                .flatMap(List::stream)
                .filter(day -> !today.equals(Optional.of(day)))
                .toList();
    }

    public Optional<Told> last() {
        return nights.isEmpty() ? Optional.empty() : Optional.of(nights.getLast());
    }

    /** How everything stands after the last night. */
    public Vigil vigil() {
        return last().map(Told::after).orElse(Vigil.NONE);
    }

    /** What there is to say after the last night: of each night that nobody was told of, the last one with all that is still bad. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        NightLines words = new NightLines(bulletin.pipeline(), bulletin);
        for (Told night : untold) {
            lines.addAll(words.of(night, nights.indexOf(night) + 1));
        }
        return lines;
    }
}
