package dev.slipway.diagnose;

import java.util.List;

/**
 * What a test runner prints of an assertion that did not hold. It quotes texts that the code under test was given or
 * was to give, so a known failure's words there say nothing of what happened. That the test failed is true all the same.
 */
final class Assertions {
    private static final List<Clue> LINES = List.of(
            Clue.of("^\\s*E\\s+(?:AssertionError\\b|assert\\b|[+-]?\\s*where )"),
            Clue.of("^(?:>\\s+|\\s*)assert\\b"),
            Clue.of("^\\s*(?:FAILED|ERROR) \\S+::.* - (?:AssertionError\\b|assert\\b)"),
            Clue.of("^\\s*AssertionError: .* (?:!=|==|not found in|unexpectedly found in|is not) "),
            Clue.of("AssertionError \\[ERR_ASSERTION\\]"),
            Clue.of("AssertionFailedError: |ComparisonFailure: |java\\.lang\\.AssertionError: "),
            Clue.of("^\\s*(?:Expected|Received)(?: \\w+)?: "),
            Clue.of("^\\s*expect\\(.*\\)\\.(?:not\\.)?to[A-Z]"),
            Clue.of("^\\s*(?:left|right): [`\"]"),
            Clue.of("^\\s*(?:expected|actual)\\s*: \""));

    private Assertions() {}

    /** The lines without those of assertions. */
    static List<Line> without(List<Line> lines) {
        return lines.stream()
                .filter(line -> LINES.stream().noneMatch(clue -> clue.fits(line)))
                .toList();
    }
}
