package dev.slipway.preflight.rules.python;

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Does gunicorn's worker class come from a package that nobody installs? */
public final class WorkerClassRule implements Rule {
    private static final Kind KIND = new Kind(
            "worker-class-missing",
            Severity.WARNING,
            "gunicorn's worker class is in a package that is not installed",
            "gunicorn loads its worker class when it starts, and stops when that module is not there. Told only where all that"
                    + " is installed is known by name, and the package is not among it.");
    private static final Map<String, List<String>> CLASSES = Map.of(
            "uvicorn.workers", List.of("uvicorn", "fastapi"),
            "uvicorn_worker", List.of("uvicorn-worker"),
            "gevent", List.of("gevent"),
            "eventlet", List.of("eventlet"));

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Optional<Script> target = subject.target();
        List<Installation> installations = Installation.in(subject);
        if (target.isEmpty()
                || !Base.parse(target.get().base()).wellKnown()
                || installations.isEmpty()
                || !installations.stream().allMatch(Installation::complete)) {
            return;
        }
        for (String keyword : List.of("CMD", "ENTRYPOINT")) {
            target.get()
                    .last(keyword)
                    .map(Step::instruction)
                    .ifPresent(command -> check(subject, command, installations, findings));
        }
    }

    private static void check(
            Subject subject, Instruction command, List<Installation> installations, Consumer<Finding> findings) {
        if (!command.text().contains("gunicorn")) {
            return;
        }
        CLASSES.forEach((module, packages) -> {
            boolean asked = module.contains("uvicorn")
                    ? command.text().contains(module + ".")
                    : command.text().matches("(?s).*(-k|--worker-class)[\", =]+" + module + "\\b.*");
            boolean there = installations.stream()
                    .flatMap(one -> one.wanted().stream())
                    .anyMatch(one -> packages.contains(one.requirement().name()));
            if (asked && !there) {
                findings.accept(KIND.at(
                        subject.at(command, module),
                        "gunicorn's worker class is from %s, which nothing here installs."
                                .formatted(packages.getFirst()),
                        "Maybe add %s to the requirements.".formatted(packages.getFirst())));
            }
        });
    }
}
