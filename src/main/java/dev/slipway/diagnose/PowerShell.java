package dev.slipway.diagnose;

import java.util.List;

/** What PowerShell prints of its own where a program writes to the error stream. */
final class PowerShell {
    private PowerShell() {}

    /** Whether the lines passed through its console. */
    static boolean printed(List<Line> lines) {
        return lines.stream()
                .map(Line::text)
                .anyMatch(text -> text.contains("NativeCommand")
                        || text.contains("+ CategoryInfo")
                        || text.startsWith("At line:"));
    }

    /** A line of its record of an error, which it strews between those of the program. */
    static boolean record(String text) {
        return text.startsWith("At line:") || text.stripLeading().startsWith("+ ") || text.startsWith("~~~");
    }
}
