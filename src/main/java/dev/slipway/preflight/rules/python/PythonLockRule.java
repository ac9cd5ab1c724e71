package dev.slipway.preflight.rules.python;

import dev.slipway.knowledge.PythonPackages;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.python.LockText;
import dev.slipway.preflight.python.PyProject;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Does uv.lock or poetry.lock still have all that pyproject.toml asks for? */
public final class PythonLockRule implements Rule {
    private static final Kind KIND = new Kind(
            "python-lock-stale",
            Severity.ERROR,
            "the lock file lacks a package that pyproject.toml asks for",
            "'uv sync --locked' and 'poetry install' refuse a lock file that is older than pyproject.toml. Lock again and"
                    + " commit both. It is a warning with 'uv sync --frozen', which installs what is locked and not what is asked"
                    + " for.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            for (Step step : script.own()) {
                for (Command command : step.commands()) {
                    if (command.runs("uv", "sync")) {
                        boolean frozen = command.has("--frozen");
                        boolean locked = command.has("--locked");
                        compare(
                                subject,
                                "uv.lock",
                                "uv lock",
                                frozen ? Severity.WARNING : Severity.ERROR,
                                findings,
                                frozen || locked);
                    } else if (command.runs("poetry", "install", "sync")) {
                        compare(subject, "poetry.lock", "poetry lock", Severity.ERROR, findings, true);
                    }
                }
            }
        }
    }

    private static void compare(
            Subject subject, String lock, String again, Severity severity, Consumer<Finding> findings, boolean strict) {
        Optional<String> locked = subject.text(lock);
        Optional<PyProject> project = subject.text("pyproject.toml").flatMap(PyProject::parse);
        if (!strict || locked.isEmpty() || project.isEmpty()) {
            return;
        }
        Set<String> there = LockText.parse(locked.get()).packages().stream()
                .map(one -> PythonPackages.normal(one.name()))
                .collect(Collectors.toSet());
        TreeSet<String> missing = new TreeSet<>(project.get().names());
        missing.removeAll(there);
        if (!missing.isEmpty() && !there.isEmpty()) {
            findings.accept(KIND.at(
                    severity,
                    subject.inFile("pyproject.toml", missing.first()),
                    "%s does not have %s.".formatted(lock, String.join(", ", missing)),
                    "Maybe run '%s' and commit the file.".formatted(again)));
        }
    }
}
