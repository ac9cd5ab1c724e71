package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.ImageFiles;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.TextFault;
import dev.slipway.preflight.python.PyProject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Can pip, uv and Poetry read the files that they are called with? */
public final class PythonFileRule implements Rule {
    private static final Kind KIND = new Kind(
            "python-file-unreadable",
            Severity.ERROR,
            "a requirements file, pyproject.toml or lock file is not what its name says",
            "pip, uv and Poetry stop at a file that they cannot decode, at a pyproject.toml that is no TOML, and at the marks of a"
                    + " merge that was left half done. pip takes UTF-16 where the file begins with its mark, as PowerShell"
                    + " writes it.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Set<String> told = new HashSet<>();
        for (Installation installation : Installation.in(subject)) {
            PipCall call = installation.call();
            call.files().forEach(file -> check(subject, installation, file, PythonFileRule::lines, told, findings));
            call.constraints()
                    .forEach(file -> check(subject, installation, file, PythonFileRule::lines, told, findings));
            if (!call.locks().isEmpty()) {
                check(subject, installation, "pyproject.toml", PythonFileRule::project, told, findings);
            }
            call.locks().forEach(file -> check(subject, installation, file, PythonFileRule::lines, told, findings));
        }
    }

    private static void check(
            Subject subject,
            Installation installation,
            String file,
            Function<String, Optional<TextFault>> reader,
            Set<String> told,
            Consumer<Finding> findings) {
        boolean unknown = file.contains("$") || file.contains("://");
        Optional<String> path = unknown
                ? Optional.empty()
                : new ImageFiles(subject).source(installation.script(), installation.step(), file);
        path.filter(one -> !told.contains(one))
                .ifPresent(one -> subject.text(one).flatMap(reader).ifPresent(fault -> {
                    told.add(one);
                    findings.accept(KIND.at(
                            subject.inFile(one, fault.line(), fault.column()),
                            "%s stops here: %s %s."
                                    .formatted(
                                            installation.call().installer(),
                                            one.substring(one.lastIndexOf('/') + 1),
                                            fault.sentence()),
                            "Maybe save it as text in UTF-8, whole and merged."));
                }));
    }

    private static Optional<TextFault> lines(String text) {
        return TextFault.inText(text).or(() -> TextFault.ofMerge(text));
    }

    private static Optional<TextFault> project(String text) {
        return lines(text).or(() -> PyProject.fault(text));
    }
}
