package dev.slipway.preflight.telling;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Findings for people: file by file, line by line, what is wrong and below it what may help. */
public final class FindingsText {
    private static final String BAD = "1;31";
    private static final String LOUD = "1;33";
    private static final String MILD = "36";
    private static final String STRONG = "1";
    private static final String FAINT = "2";

    private final boolean colour;
    private final UnaryOperator<String> paths;

    /** {@code paths} is how a file's path is shown. */
    public FindingsText(boolean colour, UnaryOperator<String> paths) {
        this.colour = colour;
        this.paths = paths;
    }

    public List<String> lines(List<Finding> findings) {
        Map<String, List<Finding>> files = new LinkedHashMap<>();
        findings.forEach(
                finding -> files.computeIfAbsent(paths.apply(finding.origin().file()), file -> new ArrayList<>())
                        .add(finding));
        int place = findings.stream()
                .mapToInt(finding -> place(finding).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        files.forEach((file, inFile) -> {
            inFile.sort(Comparator.comparingInt(
                            (Finding finding) -> finding.origin().line())
                    .thenComparingInt(finding -> finding.origin().column()));
            lines.add(paint(STRONG, clean(file)));
            inFile.forEach(finding -> tell(finding, place, lines));
            lines.add("");
        });
        return lines;
    }

    private void tell(Finding finding, int width, List<String> lines) {
        String word =
                switch (finding.severity()) {
                    case ERROR -> "error";
                    case WARNING -> "warning";
                    case NOTE -> "note";
                };
        String place = place(finding);
        lines.add("  " + " ".repeat(width - place.length()) + paint(FAINT, place) + "  "
                + paint(code(finding.severity()), word) + " ".repeat(9 - word.length())
                + clean(finding.sentence()) + "  " + paint(FAINT, finding.rule()));
        if (!finding.remedy().isBlank()) {
            lines.add(" ".repeat(width + 13) + clean(finding.remedy()));
        }
    }

    private static String place(Finding finding) {
        return finding.origin().line() == 0
                ? "-"
                : finding.origin().line() + ":" + finding.origin().column();
    }

    private static String code(Severity severity) {
        return switch (severity) {
            case ERROR -> BAD;
            case WARNING -> LOUD;
            case NOTE -> MILD;
        };
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** What stands in a file of others must not steer a terminal. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]", "?");
    }
}
