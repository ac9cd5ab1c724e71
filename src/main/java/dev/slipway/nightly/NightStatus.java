package dev.slipway.nightly;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the nights of a pipeline are at one moment. {@code timers} are who starts them, empty for nobody that is known; {@code
 * watched} is since when they are expected, null when nobody does.
 */
public record NightStatus(Review review, Rule rule, @Nullable Instant watched, String timers, Instant now) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    public static NightStatus of(Review review, Rule rule, LastNight last, String timers, Instant now) {
        return new NightStatus(review, rule, last.watched(), timers, now);
    }

    public String pipeline() {
        return review.bulletin().pipeline();
    }

    public Vigil vigil() {
        return review.vigil();
    }

    /** How many nights are known. */
    public int nights() {
        return review.nights().size();
    }

    /** When the next night is due; empty when nobody sees to it. */
    public Optional<Instant> next() {
        return watched == null ? Optional.empty() : rule.schedule().map(schedule -> schedule.next(now));
    }

    /** Nights that are overdue, and not at work. */
    public List<LocalDate> missed() {
        return review.overdue(rule, watched, now);
    }

    /** Since when there was no good night, when that is too long. */
    public Optional<Instant> stale() {
        return vigil().staleSince(now, rule.staleAfter());
    }

    public boolean bad() {
        return vigil().failed() || vigil().unable() || stale().isPresent() || !missed().isEmpty();
    }

    /** @param waiting headlines of notices that are not delivered */
    public List<String> lines(List<String> waiting) {
        List<String> lines = new ArrayList<>();
        lines.add(line(pipeline(), schedule()));
        next().ifPresent(next -> lines.add(line("next", minute(next))));
        lines.add(line("last", last()));
        stale().ifPresent(since -> lines.add(line(
                "stale",
                vigil().lastGood().isPresent()
                        ? "no good night since " + minute(since)
                        : "no good night yet, since " + minute(since))));
        if (!missed().isEmpty()) {
            lines.add(line("missed", Bulletin.days(missed())));
        }
        NightLines words = new NightLines(pipeline(), review.bulletin());
        vigil().standings().values().forEach(standing -> words.still(standing).ifPresent(lines::add));
        waiting.forEach(notice -> lines.add(line("not delivered", notice)));
        return lines;
    }

    private String schedule() {
        return rule.schedule()
                .map(schedule -> "every night at " + schedule.at() + " ("
                        + schedule.zone().getId() + "), "
                        + (timers.isEmpty()
                                ? watched == null
                                        ? "started by nobody. Maybe run 'nightly install'."
                                        : "started by no timer of this user; a daemon, or a timer that is gone"
                                : "by " + timers))
                .orElse("no time of its own: it is verified when somebody says 'nightly'");
    }

    private String last() {
        return review.last()
                .map(told -> minute(told.night().began()) + ", night " + nights() + ": " + word(told.night()))
                .orElse("there was none yet");
    }

    private static String word(Night night) {
        return switch (night) {
            case Night.Unable unable -> unable.why();
            case Night.Ran ran ->
                ran.run().ending().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private String minute(Instant at) {
        return MINUTE.format(at.atZone(rule.zone()));
    }

    private static String line(String word, String text) {
        return word + " ".repeat(Math.max(2, 17 - word.length())) + text;
    }
}
