package dev.slipway.preflight.telling;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Severity;
import java.util.ArrayList;
import java.util.List;

/** How many findings there are of each severity. */
public record Tally(long errors, long warnings, long notes) {
    public static Tally of(List<Finding> findings) {
        return new Tally(
                count(findings, Severity.ERROR), count(findings, Severity.WARNING), count(findings, Severity.NOTE));
    }

    private static long count(List<Finding> findings, Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** {@code 2 errors, 1 note}; what there is none of is left out. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        add(parts, errors, "error");
        add(parts, warnings, "warning");
        add(parts, notes, "note");
        return parts.isEmpty() ? "nothing to tell" : String.join(", ", parts);
    }

    private static void add(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + " " + what + (number == 1 ? "" : "s"));
        }
    }
}
