package dev.slipway.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as PEP 440 writes and orders it, epoch aside: development releases come before pre-releases, these before
 * the release, and post-releases after it. A local part ({@code +cpu}) does not count for the order. Two versions that
 * mean the same, such as 1.0 and 1.0.0, compare as equal although the records differ.
 */
public record Version(List<Long> release, Stage stage, String local, String text) implements Comparable<Version> {
    private static final Pattern FORM = Pattern.compile("v?(?<release>\\d{1,18}(?:\\.\\d{1,18}){0,9})"
            + "(?:[-_.]?(?<pre>a|alpha|b|beta|c|rc|pre|preview)[-_.]?(?<preNumber>\\d{0,18}))?"
            + "(?:-(?<bare>\\d{1,18})|[-_.]?(?<post>post|rev|r)[-_.]?(?<postNumber>\\d{0,18}))?"
            + "(?:[-_.]?(?<dev>dev)[-_.]?(?<devNumber>\\d{0,18}))?"
            + "(?:\\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?");
    private static final int LONGEST = 200;

    public Version {
        release = List.copyOf(release);
    }

    /** @throws IllegalArgumentException with a sentence for the author when the text is no version */
    public static Version parse(String text) {
        String clean = text.strip().toLowerCase(Locale.ROOT);
        Matcher matcher = FORM.matcher(clean);
        if (clean.length() > LONGEST || !matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no version, such as 1.26.4 or 2.0rc1");
        }
        List<Long> release = new ArrayList<>();
        for (String part : matcher.group("release").split("\\.", -1)) {
            release.add(Long.parseLong(part));
        }
        String local = matcher.group("local");
        return new Version(release, Stage.of(matcher), local == null ? "" : local, text.strip());
    }

    /** Where a version stands among those with the same release numbers. Absent parts are beyond the numbers' range. */
    public record Stage(long pre, long post, long dev) implements Comparable<Stage> {
        private static final long NO_PRE = Long.MAX_VALUE;
        private static final long DEV_ONLY = Long.MIN_VALUE;
        private static final long NO_POST = -1;
        private static final long NO_DEV = Long.MAX_VALUE;
        private static final Comparator<Stage> ORDER = Comparator.comparingLong(Stage::pre)
                .thenComparingLong(Stage::post)
                .thenComparingLong(Stage::dev);

        static Stage of(Matcher matcher) {
            boolean post = matcher.group("bare") != null || matcher.group("post") != null;
            long postNumber =
                    matcher.group("bare") != null ? number(matcher.group("bare")) : number(matcher.group("postNumber"));
            long dev = matcher.group("dev") == null ? NO_DEV : number(matcher.group("devNumber"));
            String word = matcher.group("pre");
            long pre = word == null
                    ? (dev != NO_DEV && !post ? DEV_ONLY : NO_PRE)
                    : rank(word) + number(matcher.group("preNumber"));
            return new Stage(pre, post ? postNumber : NO_POST, dev);
        }

        /** Room for every serial between one rank and the next. */
        private static long rank(String word) {
            return (word.startsWith("a") ? 0 : word.startsWith("b") ? 1 : 2) * 1_000_000_000_000_000_000L;
        }

        private static long number(@Nullable String digits) {
            return digits == null || digits.isEmpty() ? 0 : Long.parseLong(digits);
        }

        /** An alpha, beta, candidate or development release. */
        boolean early() {
            return pre != NO_PRE || dev != NO_DEV;
        }

        boolean late() {
            return post != NO_POST;
        }

        @Override
        public int compareTo(Stage other) {
            return ORDER.compare(this, other);
        }
    }

    /** The numbers without the last: what {@code ~=} must keep. */
    List<Long> parent() {
        return release.subList(0, release.size() - 1);
    }

    boolean startsWith(List<Long> prefix) {
        for (int i = 0; i < prefix.size(); i++) {
            if (number(i) != prefix.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** The same release numbers, whatever comes behind them. */
    boolean sameRelease(Version other) {
        return compareRelease(other) == 0;
    }

    private long number(int index) {
        return index < release.size() ? release.get(index) : 0;
    }

    private int compareRelease(Version other) {
        int length = Math.max(release.size(), other.release.size());
        for (int i = 0; i < length; i++) {
            int order = Long.compare(number(i), other.number(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public int compareTo(Version other) {
        int order = compareRelease(other);
        return order != 0 ? order : stage.compareTo(other.stage);
    }

    @Override
    public String toString() {
        return text;
    }
}
