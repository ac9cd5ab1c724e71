package dev.slipway.yaml;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 90s}, {@code 1h30m}, {@code 500ms}. Never zero, never more than a week. */
final class Durations {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,6})s)?(?:(\\d{1,6})ms)?");
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final String EDITORS = "^(?=.)([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$";

    static final Text<Duration> DURATION = Text.of("a duration", "90s", EDITORS, Durations::parse);

    private Durations() {}

    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new Misread(Quoted.of(text) + " is not a duration, such as 90s, 15m or 1h30m", hint(text));
        }
        Duration duration = Duration.ofHours(number(matcher.group(1)))
                .plusMinutes(number(matcher.group(2)))
                .plusSeconds(number(matcher.group(3)))
                .plusMillis(number(matcher.group(4)));
        if (duration.isZero()) {
            throw new Misread("the duration is zero", null);
        }
        if (duration.compareTo(LONGEST) > 0) {
            throw new Misread(Quoted.of(text) + " is more than a week", null);
        }
        return duration;
    }

    private static @Nullable String hint(String text) {
        String compact = text.replace(" ", "");
        if (compact.matches("\\d{1,6}")) {
            return "Maybe '" + compact + "s'?";
        }
        Matcher words = Pattern.compile("(\\d{1,6})(hours?|hrs?|minutes?|mins?|seconds?|secs?)")
                .matcher(compact);
        return words.matches() ? "Maybe '" + words.group(1) + words.group(2).charAt(0) + "'?" : null;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
