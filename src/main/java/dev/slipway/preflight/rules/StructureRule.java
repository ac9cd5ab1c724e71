package dev.slipway.preflight.rules;

import dev.slipway.preflight.Dockerfile;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Is it a Dockerfile, and has it the stage that is asked for? */
final class StructureRule implements Rule {
    private static final Kind SYNTAX = new Kind(
            "dockerfile-syntax",
            Severity.ERROR,
            "no builder accepts the Dockerfile",
            "The file is read as BuildKit's parser reads it. A text of several lines that a command is given needs a backslash"
                    + " at each line's end, or a document: RUN <<EOF … EOF.");
    private static final Kind TARGET = new Kind(
            "unknown-target",
            Severity.ERROR,
            "the pipeline asks for a stage that the Dockerfile does not have",
            "'target:' names a stage by the word after AS, or by its number.");
    private static final Kind BASE = new Kind(
            "base-unresolved",
            Severity.ERROR,
            "FROM has a variable without a value",
            "Before the first FROM only ARG can give values, by a default or by 'args:' of the pipeline. ENV and the ARG of a"
                    + " stage do not count there.");

    @Override
    public List<Kind> kinds() {
        return List.of(SYNTAX, TARGET, BASE);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Dockerfile dockerfile = subject.dockerfile();
        dockerfile.problems().forEach(problem -> findings.accept(SYNTAX.at(problem.origin(), problem.sentence(), "")));
        String target = subject.build().target().orElse(null);
        if (target != null && dockerfile.stage(target).isEmpty()) {
            Set<String> names = dockerfile.stageNames();
            findings.accept(TARGET.at(
                    subject.variant().origin(),
                    "%s has no stage '%s'.".formatted(dockerfile.at(1).file(), target),
                    names.isEmpty()
                            ? "Maybe leave 'target:' out; its stages have no names."
                            : "Maybe one of '" + String.join("', '", names) + "'?"));
        }
        for (Instruction from : dockerfile.unresolvedBases(subject.build().args(), target)) {
            findings.accept(BASE.at(
                    subject.at(from),
                    "FROM %s: a variable in it has no value."
                            .formatted(
                                    from.words().isEmpty() ? "" : from.words().getFirst()),
                    "Maybe give the ARG a default before the first FROM, or a value under 'args:'."));
        }
    }
}
