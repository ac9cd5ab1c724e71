package dev.slipway.preflight.rules.python;

import dev.slipway.knowledge.PythonPackages;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.ImageFiles;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.WorkFolder;
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
            "'uv sync --locked' and 'poetry install' refuse a lock file that is older than pyproject.toml. Lock again"
                    + " and commit both. It is a warning with 'uv sync --frozen', which installs what is locked and not"
                    + " what is asked for.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            for (Step step : script.own()) {
                WorkFolder folders = new WorkFolder(step);
                for (Command command : step.commands()) {
                    String folder = folders.of(command);
                    Optional<Lock> lock = lock(command);
                    if (lock.isPresent()) {
                        String manifest = WorkFolder.within(folder, otherFolder(command)) + "/pyproject.toml";
                        new ImageFiles(subject)
                                .source(script, step, manifest)
                                .ifPresent(path -> compare(subject, path, lock.get(), findings));
                    }
                }
            }
        }
    }

    /** A lock file that a call insists on, the command that writes it anew, and how much it matters that it is old. */
    private record Lock(String file, String again, Severity severity) {}

    private static Optional<Lock> lock(Command command) {
        if (command.runs("uv", "sync")) {
            boolean frozen = command.has("--frozen");
            return frozen || command.has("--locked")
                    ? Optional.of(new Lock("uv.lock", "uv lock", frozen ? Severity.WARNING : Severity.ERROR))
                    : Optional.empty();
        }
        return command.runs("poetry", "install", "sync")
                ? Optional.of(new Lock("poetry.lock", "poetry lock", Severity.ERROR))
                : Optional.empty();
    }

    private static String otherFolder(Command command) {
        return command.option("--directory")
                .or(() -> command.option("--project"))
                .or(() -> command.option("-C"))
                .orElse(".");
    }

    /** The lock file lies beside the pyproject.toml at this path of the context. */
    private static void compare(Subject subject, String manifest, Lock lock, Consumer<Finding> findings) {
        String beside = manifest.substring(0, manifest.lastIndexOf('/') + 1) + lock.file();
        Optional<String> locked = subject.text(beside);
        Optional<PyProject> project = subject.text(manifest).flatMap(PyProject::parse);
        if (locked.isEmpty() || project.isEmpty()) {
            return;
        }
        Set<String> there = LockText.parse(locked.get()).packages().stream()
                .map(one -> PythonPackages.normal(one.name()))
                .collect(Collectors.toSet());
        TreeSet<String> missing = new TreeSet<>(project.get().names());
        missing.removeAll(there);
        if (!missing.isEmpty() && !there.isEmpty()) {
            findings.accept(KIND.at(
                    lock.severity(),
                    subject.inFile(manifest, missing.first()),
                    "%s does not have %s.".formatted(beside, String.join(", ", missing)),
                    "Maybe run '%s' and commit the file.".formatted(lock.again())));
        }
    }
}
