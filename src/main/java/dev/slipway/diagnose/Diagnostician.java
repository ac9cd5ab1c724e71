package dev.slipway.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says why an attempt failed. A pure function of the evidence and the rules: no file, no clock, no engine; safe for use
 * by many threads. The work is linear in the evidence and bounded: of longer logs the beginning and the end are read.
 *
 * <p>{@link #NO_RULE} as the diagnosis' rule means that nothing known fits; the lines quoted then are the ones that
 * speak most of an error, and no more is claimed.
 */
public final class Diagnostician {
    public static final String NO_RULE = "none";

    private static final String UNKNOWN = "unknown";

    private final List<Rule> rules;

    public Diagnostician(RuleBook book) {
        this.rules = book.rules();
    }

    public Diagnosis diagnose(Evidence evidence) {
        Transcript transcript = Transcript.of(evidence);
        Witnesses witnesses = new Witnesses(transcript.witnesses());
        Optional<Integer> exit = evidence.exitCode().or(transcript::exit);
        return rules.stream()
                .filter(rule -> rule.scope().holds(evidence, exit))
                .flatMap(rule -> Finding.of(rule, witnesses).stream())
                .min(Finding.NEAREST)
                .map(finding -> told(finding, evidence.phase(), witnesses))
                .orElseGet(() -> unknown(evidence, exit, witnesses.lines()));
    }

    private static Diagnosis told(Finding finding, Phase phase, Witnesses witnesses) {
        Rule rule = finding.rule();
        Map<String, String> words = finding.words();
        List<String> remedies = new ArrayList<>();
        rule.advice().remedies().forEach(remedy -> remedies.add(Wording.fill(remedy, words)));
        rule.advice().links().forEach(link -> remedies.add("See " + link));
        Nature nature = rule.nature(phase);
        return new Diagnosis(
                rule.category(),
                nature,
                rule.id(),
                finding.lines().stream().map(Line::quote).toList(),
                Wording.fill(rule.advice().explanation(), words),
                remedies,
                nature == Nature.TRANSIENT ? Pause.in(witnesses.lines()).orElse(null) : null);
    }

    private static Diagnosis unknown(Evidence evidence, Optional<Integer> exit, List<Line> witnesses) {
        List<Line> telling = Telling.of(witnesses);
        String ended =
                exit.map(code -> " It ended with exit code " + code + ".").orElse("");
        String explanation = telling.isEmpty()
                ? "No rule matched: '%s' left no output to judge by.%s".formatted(evidence.subject(), ended)
                : "No rule matched what '%s' printed.%s".formatted(evidence.subject(), ended);
        return new Diagnosis(
                UNKNOWN,
                Nature.UNKNOWN,
                NO_RULE,
                telling.stream().map(Line::quote).toList(),
                explanation,
                List.of("Maybe the quoted lines say more in the step's whole log, where they stand in their place."),
                null);
    }
}
