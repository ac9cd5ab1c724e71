package dev.slipway.nightly;

import dev.slipway.nightly.Nights.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A night that did not take place, by the day that it belongs to. {@code why} is empty where nobody knows. */
public record MissedNight(LocalDate day, String why) {
    /**
     * All that are known, the earliest first: those that no night began for while somebody watched, those that could not be run,
     * and those that are overdue now. A day on which a night was run after all is none of them.
     *
     * @param watched since when somebody sees to it that nights happen; null for nobody
     */
    public static List<MissedNight> of(Review review, Rule rule, @Nullable Instant watched, Instant now) {
        Map<LocalDate, String> days = new TreeMap<>();
        rule.schedule()
                .map(schedule -> review.vigil().missed(schedule, watched, now))
                .orElse(List.of())
                .forEach(day -> days.put(day, ""));
        for (Told told : review.nights()) {
            told.transitions().stream()
                    .filter(Transition.Missed.class::isInstance)
                    .flatMap(news -> ((Transition.Missed) news).days().stream())
                    .forEach(day -> days.putIfAbsent(day, ""));
            if (told.night() instanceof Night.Unable unable) {
                days.put(rule.day(unable.began()), unable.why());
            }
        }
        review.nights().stream()
                .map(Told::night)
                .filter(Night.Ran.class::isInstance)
                .forEach(night -> days.remove(rule.day(night.began())));
        return days.entrySet().stream()
                .map(day -> new MissedNight(day.getKey(), day.getValue()))
                .toList();
    }
}
