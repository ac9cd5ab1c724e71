package dev.slipway.preflight.rules.python;

import dev.slipway.model.Origin;
import dev.slipway.preflight.ImageFiles;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.SourceMatch;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.python.LockText;
import dev.slipway.preflight.python.PyProject;
import dev.slipway.preflight.python.Requirement;
import dev.slipway.preflight.python.RequirementsText;
import dev.slipway.preflight.shell.Command;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what one call asks for, with all files that it names. */
final class InstallationReader {
    private static final int MAX_INCLUDES = 50;

    private final Subject subject;
    private final Script script;
    private final Step step;
    private final PipCall call;
    private final List<Wanted> wanted = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private boolean complete = true;
    private boolean locked;
    private boolean otherIndex;

    InstallationReader(Subject subject, Script script, Step step, PipCall call) {
        this.subject = subject;
        this.script = script;
        this.step = step;
        this.call = call;
    }

    Installation read() {
        call.files().forEach(file -> fromImage(file, false));
        call.constraints().forEach(file -> fromImage(file, true));
        call.limits(step.env()).forEach(file -> fromImage(file, true));
        call.locks().forEach(this::fromLock);
        for (String word : call.named()) {
            Optional<Requirement> requirement = word.contains("$") ? Optional.empty() : Requirement.parse(word);
            complete &= requirement.isPresent();
            requirement.ifPresent(one -> wanted.add(new Wanted(one, place(call.command(), one), false)));
        }
        call.projects().forEach(this::fromProject);
        complete &= !call.addsParts();
        if (call.installer().equals("uv") && !locked) {
            uvSettings();
        }
        Set<String> env = step.env().keySet();
        boolean elsewhere = otherIndex
                || call.otherIndex()
                || env.contains("PIP_INDEX_URL")
                || env.contains("PIP_EXTRA_INDEX_URL")
                || env.contains("PIP_FIND_LINKS")
                || env.contains("UV_INDEX_URL");
        return new Installation(script, step, call, wanted, elsewhere, complete);
    }

    private Origin place(Command command, Requirement requirement) {
        Origin exact = subject.at(step.instruction(), command, requirement.written());
        return exact.equals(subject.at(step.instruction(), command))
                ? subject.at(step.instruction(), command, requirement.name())
                : exact;
    }

    private void fromImage(String file, boolean constraint) {
        Optional<String> path = new ImageFiles(subject).source(script, step, file);
        if (path.isPresent()) {
            fromContext(path.get(), constraint);
        } else {
            complete = false;
        }
    }

    /** What a folder's pyproject.toml says that it needs; nothing of it comes in with a project that is taken alone. */
    private void fromProject(String project) {
        String folder = project.replaceAll("\\[.*", "");
        complete &= folder.equals(project);
        boolean archive = folder.endsWith(".whl") || folder.endsWith(".gz") || folder.endsWith(".zip");
        Optional<String> path =
                archive ? Optional.empty() : new ImageFiles(subject).source(script, step, folder + "/pyproject.toml");
        complete &= path.isPresent();
        if (!call.noDependencies()) {
            path.ifPresent(this::fromManifest);
        }
    }

    private void fromManifest(String path) {
        List<RequirementsText.Entry> entries =
                subject.text(path).map(PyProject::entries).orElse(List.of());
        complete &= !entries.isEmpty();
        entries.forEach(
                entry -> wanted.add(new Wanted(entry.requirement(), subject.inFile(path, entry.line(), 1), false)));
    }

    /** What uv is told of versions by the project in whose folder it is called. */
    private void uvSettings() {
        String path =
                new ImageFiles(subject).source(script, step, "pyproject.toml").orElse("");
        String text = subject.text(path).orElse("");
        PyProject.limits(text)
                .forEach(entry ->
                        wanted.add(new Wanted(entry.requirement(), subject.inFile(path, entry.line(), 1), true)));
        for (RequirementsText.Entry entry : PyProject.overrides(text)) {
            Requirement override = entry.requirement();
            boolean asked = wanted.removeIf(one -> one.requirement().name().equals(override.name()));
            wanted.add(new Wanted(override, subject.inFile(path, entry.line(), 1), !asked));
        }
    }

    /**
     * A package that is locked more than once is chosen by markers, which are not read here. Of a part of the lock only
     * what the project itself asks for is sure to come in, and the NumPy that it is locked with.
     */
    private void fromLock(String file) {
        String path = new ImageFiles(subject).source(script, step, file).orElse("");
        locked = subject.text(path).isPresent();
        if (!locked && !call.partOfLock()) {
            String folder = file.substring(0, file.lastIndexOf('/') + 1);
            String manifest = new ImageFiles(subject)
                    .source(script, step, folder + "pyproject.toml")
                    .orElse("");
            complete &= project(manifest).filter(one -> !one.hasGroups()).isPresent();
            fromProject(folder + ".");
            return;
        }
        String manifest = path.substring(0, path.lastIndexOf('/') + 1) + "pyproject.toml";
        Optional<PyProject> project = project(manifest);
        boolean part =
                call.partOfLock() || project.filter(PyProject::hasChoices).isPresent();
        LockText lock = subject.text(path).map(LockText::parse).orElse(new LockText(List.of()));
        complete &= !lock.packages().isEmpty();
        Map<String, List<RequirementsText.Entry>> byName = lock.required().pins().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.requirement().name(), LinkedHashMap::new, Collectors.toList()));
        if (part) {
            complete = false;
            Set<String> direct = new HashSet<>(Set.of("numpy"));
            project.filter(one -> !call.leavesOutProject())
                    .map(PyProject::ownNames)
                    .ifPresent(direct::addAll);
            byName.keySet().retainAll(direct);
        }
        Map<String, String> conditions = conditions(manifest);
        for (List<RequirementsText.Entry> same : byName.values()) {
            complete &= same.size() == 1;
            if (same.size() == 1) {
                RequirementsText.Entry entry = same.getFirst();
                Requirement pin = entry.requirement();
                String condition = conditions.getOrDefault(pin.name(), "");
                wanted.add(new Wanted(pin.under(condition), subject.inFile(path, entry.line(), 1), false));
            }
        }
    }

    /** What the project says of when a package is wanted, which its lock file need not repeat. */
    private Map<String, String> conditions(String manifest) {
        return subject.text(manifest).map(PyProject::entries).orElse(List.of()).stream()
                .map(RequirementsText.Entry::requirement)
                .collect(Collectors.toMap(Requirement::name, Requirement::marker, (one, other) -> ""));
    }

    private Optional<PyProject> project(String manifest) {
        return subject.text(manifest).flatMap(PyProject::parse);
    }

    private void fromContext(String path, boolean constraint) {
        Optional<String> text = subject.text(path);
        if (text.isEmpty() || seen.size() > MAX_INCLUDES) {
            complete = false;
            return;
        }
        if (!seen.add(path)) {
            return;
        }
        if (path.matches("(.*/)?(pyproject\\.toml|setup\\.(py|cfg))")) {
            // uv takes a project's own file where pip wants requirements.
            fromManifest(path);
            return;
        }
        RequirementsText file = RequirementsText.parse(text.get());
        file.entries()
                .forEach(entry ->
                        wanted.add(new Wanted(entry.requirement(), subject.inFile(path, entry.line(), 1), constraint)));
        file.projects().forEach(this::fromProject);
        otherIndex |= file.options().stream()
                .anyMatch(option ->
                        option.contains("index-url") || option.startsWith("-i") || option.contains("find-links"));
        String folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) : "";
        file.includes()
                .forEach(include ->
                        fromContext(SourceMatch.clean(folder + include.path()), constraint || include.constraint()));
    }
}
