package dev.slipway.nightly;

import dev.slipway.nightly.Nights.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A night that did not take place, by the day that it belongs to. {@code why} is empty where nobody knows. */
public record MissedNight(LocalDate day, String why) {
    /**
     * All that are known, the earliest first: those that no night began for while somebody watched, those that could not be run,
     * and those that are overdue now. A day on which a night was run after all, or whose night is at work, is none
     * of them.
     *
     * @param watched since when somebody sees to it that nights happen; null for nobody
     */
    public static List<MissedNight> of(Review review, Rule rule, @Nullable Instant watched, Instant now) {
        Map<LocalDate, String> days = new TreeMap<>();
        review.overdue(rule, watched, now).forEach(day -> days.put(day, ""));
        for (Told told : review.nights()) {
            told.transitions().stream()
                    .filter(Transition.Missed.class::isInstance)
                    .flatMap(news -> ((Transition.Missed) news).days().stream())
                    .forEach(day -> days.putIfAbsent(day, ""));
            if (told.night() instanceof Night.Unable unable) {
                days.put(rule.day(unable.began()), unable.why());
            }
        }
        Stream.concat(
                        review.nights().stream()
                                .map(Told::night)
                                .filter(Night.Ran.class::isInstance)
                                .map(Night::began),
                        Stream.ofNullable(review.atWork()))
                .forEach(began -> days.remove(rule.day(began)));
        return days.entrySet().stream()
                .map(day -> new MissedNight(day.getKey(), day.getValue()))
                .toList();
    }
}
