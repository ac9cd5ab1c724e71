package dev.slipway.cli;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Quote;
import dev.slipway.diagnose.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a verdict is told: as text, or as a value that becomes JSON. */
final class VerdictLines {
    private VerdictLines() {}

    static List<String> text(Verdict verdict) {
        Diagnosis diagnosis = verdict.diagnosis();
        List<String> lines = new ArrayList<>();
        lines.add(diagnosis.category() + (verdict.failed() ? " (" + standing(verdict) + ")" : ""));
        lines.add("  " + visible(diagnosis.explanation()));
        if (!diagnosis.quotes().isEmpty()) {
            lines.add("");
            int width = diagnosis.quotes().stream()
                    .mapToInt(quote -> number(quote).length())
                    .max()
                    .orElse(0);
            diagnosis
                    .quotes()
                    .forEach(quote ->
                            lines.add("  " + " ".repeat(width - number(quote).length()) + number(quote) + " | "
                                    + visible(quote.text())));
        }
        if (!diagnosis.remedies().isEmpty()) {
            lines.add("");
            diagnosis.remedies().forEach(remedy -> lines.add("  " + visible(remedy)));
        }
        verdict.links().forEach(link -> lines.add("  See " + link));
        lines.add("");
        lines.add("  Next: " + verdict.next());
        return lines;
    }

    static Map<String, Object> value(String log, Verdict verdict) {
        Diagnosis diagnosis = verdict.diagnosis();
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("log", log);
        value.put("failed", verdict.failed());
        value.put("category", diagnosis.category());
        value.put("nature", verdict.nature());
        value.put("confidence", verdict.confidence().name().toLowerCase(Locale.ROOT));
        value.put("rule", diagnosis.rule());
        value.put("quotes", diagnosis.quotes());
        value.put("explanation", diagnosis.explanation());
        value.put("remedies", diagnosis.remedies());
        value.put("links", verdict.links());
        diagnosis.retryAfter().ifPresent(pause -> value.put("retryAfterSeconds", pause.toSeconds()));
        value.put("next", verdict.next());
        return value;
    }

    private static String standing(Verdict verdict) {
        String rule = verdict.ruled() ? "rule " + verdict.diagnosis().rule() : "no rule";
        return verdict.nature() + ", " + rule + ", confidence "
                + verdict.confidence().name().toLowerCase(Locale.ROOT);
    }

    private static String number(Quote quote) {
        return quote.line() == 0 ? "" : Integer.toString(quote.line());
    }

    /** A log may hold what a terminal would obey; it is shown, not done. */
    private static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean plain = c == '\t' || !(Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
            shown.appendCodePoint(plain ? c : '\uFFFD');
        });
        return shown.toString();
    }
}
