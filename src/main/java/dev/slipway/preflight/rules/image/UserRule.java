package dev.slipway.preflight.rules.image;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.base.Base;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Does the image run its program as root? */
public final class UserRule implements Rule {
    private static final Kind KIND = new Kind(
            "root-user",
            Severity.NOTE,
            "the image runs as root",
            "Whoever takes over a program that runs as root owns its container, and the files mounted into it. Make a user and"
                    + " name it by USER. It is a warning where USER root is the last word, or where the image publishes a port"
                    + " and has a health check: then it is a service.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Optional<Script> target = subject.target();
        if (target.isEmpty() || !Base.parse(target.get().base()).wellKnown()) {
            return;
        }
        Script script = target.get();
        Optional<Instruction> runs =
                script.last("CMD").or(() -> script.last("ENTRYPOINT")).map(Step::instruction);
        boolean drops = script.last("ENTRYPOINT")
                .filter(step -> step.instruction().text().matches("(?s).*(gosu|su-exec|entrypoint).*"))
                .isPresent();
        if (runs.isEmpty() || drops || script.steps().isEmpty()) {
            return;
        }
        Step end = script.steps().getLast();
        if (end.otherUser().isPresent() || end.user().contains("$")) {
            return;
        }
        Optional<Step> said = script.last("USER");
        boolean service = said.isPresent()
                || (script.last("EXPOSE").isPresent()
                        && script.last("HEALTHCHECK").isPresent());
        findings.accept(KIND.at(
                service ? Severity.WARNING : Severity.NOTE,
                subject.at(said.map(Step::instruction).orElse(runs.get())),
                said.isPresent() ? "the last USER is root." : "no USER is set, so the program runs as root.",
                "Maybe add 'RUN useradd --system app' and 'USER app' before the command."));
    }
}
