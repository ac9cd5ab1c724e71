package dev.slipway.report.html;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.diagnose.RuleBook;
import java.util.ArrayList;
import java.util.List;

/**
 * Why something failed, with the lines that it rests on, each with its place in the log where that was found, and where
 * the rule's claim can be read. The addresses are the rule book's own and never a log's.
 */
record DiagnosisView(
        String category,
        String nature,
        String rule,
        String explanation,
        List<String> remedies,
        List<String> sources,
        List<Quoted> quotes) {
    DiagnosisView {
        remedies = List.copyOf(remedies);
        sources = List.copyOf(sources);
        quotes = List.copyOf(quotes);
    }

    /** {@code place} is the line of the log, 0 where it is not in there: the engine's or the probe's own words. */
    record Quoted(long place, String text) {}

    static DiagnosisView of(Diagnosis why, LogExcerpt log) {
        List<Quoted> quotes = new ArrayList<>();
        for (int i = 0; i < Math.min(why.quotes().size(), 40); i++) {
            Quote quote = why.quotes().get(i);
            long place = i < log.places().size() ? log.places().get(i) : 0;
            quotes.add(new Quoted(place, Legible.line(quote.text())));
        }
        return new DiagnosisView(
                Legible.line(why.category()),
                nature(why.nature()),
                Legible.line(why.rule()),
                Legible.text(why.explanation()),
                why.remedies().stream().limit(20).map(Legible::text).toList(),
                RuleBook.bundled().sources(why.rule()),
                quotes);
    }

    private static String nature(Nature nature) {
        return switch (nature) {
            case TRANSIENT -> "transient: it may pass when tried again";
            case DETERMINISTIC -> "deterministic: the same attempt would fail again";
            case CONFIGURATION -> "configuration: the author has to mend it";
            case ENVIRONMENT -> "environment: this machine or its engine is in the way";
            case UNKNOWN -> "unknown: no rule knows it";
        };
    }
}
