package dev.slipway.diagnose;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A pattern with named captures that some line must fit. Linear in the length of the line, whatever the line holds; a
 * line without any of the pattern's literal parts is not even tried, which keeps many rules over long logs cheap.
 */
final class Clue {
    private static final int LONGEST_CAPTURE = 160;

    private final Pattern pattern;
    private final List<String> literals;
    private final boolean anyCase;

    private Clue(Pattern pattern, List<String> literals, boolean anyCase) {
        this.pattern = pattern;
        this.literals = List.copyOf(literals);
        this.anyCase = anyCase;
    }

    static Clue of(String expression) {
        boolean anyCase = expression.startsWith("(?i)");
        List<String> literals = LiteralPart.anyOf(anyCase ? expression.substring(4) : expression).stream()
                .map(literal -> anyCase ? literal.toLowerCase(Locale.ROOT) : literal)
                .toList();
        return new Clue(Pattern.compile(expression), literals, anyCase);
    }

    /** The named captures of the first place that fits, without those that took no part; absent when none does. */
    Optional<Map<String, String>> in(Line line) {
        String searched = anyCase ? line.lowered() : line.text();
        if (literals.stream().noneMatch(searched::contains)) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(line.text());
        if (!matcher.find()) {
            return Optional.empty();
        }
        Map<String, String> captures = new LinkedHashMap<>();
        for (String name : pattern.namedGroups().keySet()) {
            String value = matcher.group(name);
            if (value != null && !value.isBlank()) {
                captures.put(
                        name, value.length() > LONGEST_CAPTURE ? value.substring(0, LONGEST_CAPTURE) + "…" : value);
            }
        }
        return Optional.of(captures);
    }

    boolean fits(Line line) {
        return in(line).isPresent();
    }

    Iterable<String> names() {
        return pattern.namedGroups().keySet();
    }

    Pattern pattern() {
        return pattern;
    }

    boolean anyCase() {
        return anyCase;
    }

    List<String> literals() {
        return literals;
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }
}
