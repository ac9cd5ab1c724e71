package dev.slipway.diagnose;

import dev.slipway.diagnose.Line.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says why an attempt failed. A pure function of the evidence and the rules: no file, no clock, no engine; safe for use
 * by many threads. The work is linear in the evidence and bounded, for of a longer log only what {@link BuildLog} keeps
 * is read.
 *
 * <p>{@link #NO_RULE} as the diagnosis' rule means that nothing known fits; the lines quoted then are the ones that
 * speak most of an error, and no more is claimed.
 */
public final class Diagnostician {
    public static final String NO_RULE = "none";

    private static final String UNKNOWN = "unknown";

    private final RuleBook book;

    public Diagnostician(RuleBook book) {
        this.book = book;
    }

    /** What it can find, apart from nothing and the unknown. */
    public Set<String> categories() {
        return book.rules().stream().map(Rule::category).collect(Collectors.toUnmodifiableSet());
    }

    /** Of something that did fail. */
    public Diagnosis diagnose(Evidence evidence) {
        return judge(evidence).diagnosis();
    }

    /** Of something that did fail; the evidence's lines are the failing step's own. */
    public Verdict judge(Evidence evidence) {
        Transcript transcript = Transcript.of(evidence.message(), BuildLog.of(evidence.lines()), book.harmless());
        return verdict(evidence, transcript, true);
    }

    /** Of a log from anywhere, which may tell of no failure. {@code name} is how it is spoken of. */
    public Verdict judge(Phase phase, String name, BuildLog log) {
        Evidence evidence = new Evidence(phase, name, null, Evidence.Ending.ITSELF, "", List.of(), null);
        Transcript transcript = Transcript.of("", log, book.harmless());
        Verdict verdict = verdict(evidence, transcript, false);
        return verdict.ruled() || Alarm.rings(transcript) ? verdict : nothingFailed(name, transcript);
    }

    private Verdict verdict(Evidence evidence, Transcript transcript, boolean ownLines) {
        List<Line> said = transcript.witnesses();
        Witnesses witnesses = new Witnesses(Assertions.without(said));
        Optional<Integer> exit = evidence.exitCode().or(transcript::exit);
        Map<String, String> given = evidence.words();
        return book.rules().stream()
                .filter(rule -> rule.scope().holds(evidence, exit, ownLines))
                .flatMap(rule -> Finding.of(rule, given, witnesses).stream())
                .min(Finding.NEAREST)
                .map(finding -> told(finding, evidence, transcript, ownLines))
                .orElseGet(() -> unknown(evidence, exit, said));
    }

    private static Verdict told(Finding finding, Evidence evidence, Transcript transcript, boolean ownLines) {
        Rule rule = finding.rule();
        Map<String, String> words = finding.words(transcript.distribution());
        List<String> remedies = new ArrayList<>();
        rule.advice().remedies().forEach(remedy -> Wording.fill(remedy, words).ifPresent(remedies::add));
        // Only of a run's own steps it is known that another variant waits behind the failed one.
        Nature nature =
                ownLines ? rule.natures().in(evidence.phase()) : rule.natures().own();
        Diagnosis diagnosis = new Diagnosis(
                rule.category(),
                nature,
                rule.id(),
                quotes(restingOn(finding, transcript)),
                Wording.fill(rule.advice().explanation(), words).orElse(""),
                remedies,
                nature == Nature.TRANSIENT ? Pause.in(transcript.witnesses()).orElse(null) : null);
        boolean own = ownLines || finding.lines().stream().anyMatch(line -> line.standing() == Standing.OWN);
        return new Verdict(
                true, diagnosis, Confidence.of(rule.rank(), own), rule.advice().links());
    }

    /** A rule that knows the exit code alone rests on the line that names it. */
    private static List<Line> restingOn(Finding finding, Transcript transcript) {
        Transcript.EchoedExit echoed = transcript.echoed();
        if (echoed == null || finding.rule().scope().exits().isEmpty()) {
            return finding.lines();
        }
        return Stream.concat(finding.lines().stream(), Stream.of(echoed.line())).toList();
    }

    /** Of a line that is there also joined with those behind it, once. */
    private static List<Quote> quotes(List<Line> lines) {
        List<Line> quoted = new ArrayList<>();
        for (Line line : lines) {
            if (quoted.stream().noneMatch(other -> other.covers(line))) {
                quoted.add(line);
            }
        }
        return quoted.stream().map(Line::quote).toList();
    }

    private static Verdict unknown(Evidence evidence, Optional<Integer> exit, List<Line> witnesses) {
        List<Line> telling = Telling.of(witnesses);
        String ended =
                exit.map(code -> " It ended with exit code " + code + ".").orElse("");
        String explanation = telling.isEmpty()
                ? "No rule matched: '%s' printed nothing to judge by.%s".formatted(evidence.subject(), ended)
                : "No rule matched what '%s' printed.%s".formatted(evidence.subject(), ended);
        Diagnosis diagnosis = new Diagnosis(
                UNKNOWN,
                Nature.UNKNOWN,
                NO_RULE,
                quotes(telling),
                explanation,
                List.of(
                        telling.isEmpty()
                                ? "Maybe its command keeps silent on purpose (-q, >/dev/null): let it say what it does (set -x, --verbose), and run it again."
                                : "Maybe the quoted lines say more in the step's whole log, where they stand in their place."),
                null);
        return new Verdict(true, diagnosis, Confidence.LOW, List.of());
    }

    private static Verdict nothingFailed(String name, Transcript transcript) {
        List<Line> alarming = Telling.of(transcript.lines());
        Diagnosis diagnosis = new Diagnosis(
                Verdict.NOTHING_FAILED,
                Nature.UNKNOWN,
                NO_RULE,
                quotes(alarming),
                alarming.isEmpty()
                        ? "The log is empty: it tells neither of a failure nor of a success."
                        : "'%s' tells of no failure; what looks like one had no consequence.".formatted(name),
                List.of(),
                null);
        return new Verdict(false, diagnosis, Confidence.MEDIUM, List.of());
    }
}
