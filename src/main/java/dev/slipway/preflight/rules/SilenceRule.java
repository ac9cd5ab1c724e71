package dev.slipway.preflight.rules;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Silences;
import dev.slipway.preflight.Subject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Does a comment that silences a rule name one that there is? */
final class SilenceRule implements Rule {
    private static final Kind KIND = new Kind(
            "ignore-unknown",
            Severity.NOTE,
            "a comment silences a rule that there is none of",
            "'# slipway:ignore=RULE' takes ids as this page has them, several parted by commas. A misspelt one silences"
                    + " nothing.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Set<String> known = RuleBook.kinds().stream().map(Kind::id).collect(Collectors.toSet());
        List<String> lines = subject.dockerfile().lines();
        for (int line = 1; line <= lines.size(); line++) {
            for (String rule : Silences.named(lines.get(line - 1))) {
                if (!known.contains(rule)) {
                    findings.accept(KIND.at(
                            subject.dockerfile().at(line),
                            "there is no rule '%s' to silence.".formatted(rule),
                            "Maybe look its id up in docs/preflight.md."));
                }
            }
        }
    }
}
