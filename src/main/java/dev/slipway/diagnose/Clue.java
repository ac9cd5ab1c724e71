package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern with named captures that some line must fit; which quotation mark it has is all the same, and a line begins
 * for it also behind a {@link Foreword}. Linear in the length of the line, whatever the line holds; a
 * line that lacks one of the pattern's literal parts is not even tried, which keeps many rules over long logs cheap. The
 * pattern is compiled when a line is first tried: of many rules a log wants few. Safe for use by many threads.
 */
final class Clue {
    private static final int LONGEST_CAPTURE = 160;
    private static final List<String> ANYTHING = List.of("");

    /** A line's beginning, which is neither a letter as such nor what a class leaves out. */
    private static final Pattern ANCHOR = Pattern.compile("(?:^|[^\\\\\\[])\\^");

    private final String expression;
    private final List<List<String>> parts;
    private final boolean anyCase;
    private final boolean anchored;
    private volatile @Nullable Pattern compiled;

    private Clue(String expression, List<List<String>> parts, boolean anyCase) {
        this.expression = expression;
        this.parts = List.copyOf(parts);
        this.anyCase = anyCase;
        this.anchored = ANCHOR.matcher(expression).find();
    }

    static Clue of(String expression) {
        boolean anyCase = expression.startsWith("(?i)");
        List<List<String>> parts = LiteralPart.allOf(anyCase ? expression.substring(4) : expression);
        return new Clue(expression, anyCase ? parts.stream().map(Clue::lowered).toList() : parts, anyCase);
    }

    private static List<String> lowered(List<String> part) {
        return part.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    /** The named captures of the first place that fits, without those that took no part; absent when none does. */
    Optional<Map<String, String>> in(Line line) {
        if (!mayBeIn(anyCase ? line.lowered() : line.text())) {
            return Optional.empty();
        }
        Matcher matcher = pattern().matcher(line.text());
        if (matcher.find()) {
            return Optional.of(captures(matcher));
        }
        if (!anchored) {
            return Optional.empty();
        }
        Matcher behind = pattern().matcher(Foreword.behind(line.text()));
        return behind.find() ? Optional.of(captures(behind)) : Optional.empty();
    }

    private Map<String, String> captures(Matcher matcher) {
        Map<String, String> captures = new LinkedHashMap<>();
        for (String name : names()) {
            String value = matcher.group(name);
            if (value != null && !value.isBlank()) {
                captures.put(
                        name, value.length() > LONGEST_CAPTURE ? value.substring(0, LONGEST_CAPTURE) + "…" : value);
            }
        }
        return captures;
    }

    /** Whether a text holds one text of each part; asked so often that a stream for each would be felt. */
    private boolean mayBeIn(String text) {
        for (List<String> part : parts) {
            if (!holdsAny(text, part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holdsAny(String text, List<String> part) {
        for (String each : part) {
            if (text.contains(each)) {
                return true;
            }
        }
        return false;
    }

    boolean fits(Line line) {
        return in(line).isPresent();
    }

    Iterable<String> names() {
        return pattern().namedGroups().keySet();
    }

    /** Two threads may both compile it, to the same. */
    Pattern pattern() {
        Pattern pattern = compiled;
        if (pattern == null) {
            pattern = Pattern.compile(AnyQuote.in(expression));
            compiled = pattern;
        }
        return pattern;
    }

    boolean anyCase() {
        return anyCase;
    }

    /** The texts to look for first, of which any match holds one; the empty text where nothing is known. */
    List<String> literals() {
        return parts.isEmpty() ? ANYTHING : parts.get(0);
    }

    /** Sets of texts of each of which any match holds one. */
    List<List<String>> parts() {
        return parts;
    }

    @Override
    public String toString() {
        return expression;
    }
}
