package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.SourceMatch;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.TextFault;
import dev.slipway.preflight.python.PyProject;
import dev.slipway.preflight.python.RequirementsText;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Can pip, uv and Poetry read the files that they are called with? */
public final class PythonFileRule implements Rule {
    private static final Kind KIND = new Kind(
            "python-file-unreadable",
            Severity.ERROR,
            "a requirements file, pyproject.toml or lock file is not what its name says",
            "pip, uv and Poetry stop at a file that they cannot decode, at a pyproject.toml that is no TOML, and at"
                    + " the marks of a merge that was left half done. pip takes UTF-16 where the file begins with its"
                    + " mark, as PowerShell writes it.");

    private static final int MAX_FILES = 500;
    private static final Pattern ENCODING = Pattern.compile("coding[:=]\\s*([-\\w.]+)");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Set<String> read = new HashSet<>();
        for (Installation installation : Installation.in(subject)) {
            PipCall call = installation.call();
            Stream.concat(call.files().stream(), call.constraints().stream())
                    .flatMap(file -> installation.source(subject, file).stream())
                    .forEach(path -> requirements(subject, installation, path, read, findings));
            for (String lock : call.locks()) {
                installation
                        .source(subject, lock.substring(0, lock.lastIndexOf('/') + 1) + "pyproject.toml")
                        .filter(read::add)
                        .ifPresent(path -> tell(subject, installation, path, project(subject, path, call), findings));
                installation
                        .source(subject, lock)
                        .filter(read::add)
                        .ifPresent(path -> tell(subject, installation, path, inUtf8(subject, path), findings));
            }
        }
    }

    /** A requirements file and those that it names. */
    private static void requirements(
            Subject subject, Installation installation, String path, Set<String> read, Consumer<Finding> findings) {
        Optional<String> text = subject.text(path);
        if (text.isEmpty() || read.size() > MAX_FILES || !read.add(path)) {
            return;
        }
        boolean other = isMarkedUtf16(subject, path) || namesEncoding(text.get());
        tell(subject, installation, path, other ? TextFault.ofMerge(text.get()) : inUtf8(subject, path), findings);
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        RequirementsText.parse(text.get()).includes().stream()
                .map(RequirementsText.Include::path)
                .filter(file -> !file.contains("$") && !file.contains("://") && !file.startsWith("/"))
                .forEach(file -> requirements(subject, installation, SourceMatch.clean(folder + file), read, findings));
    }

    private static void tell(
            Subject subject,
            Installation installation,
            String path,
            Optional<TextFault> found,
            Consumer<Finding> findings) {
        found.ifPresent(fault -> findings.accept(KIND.at(
                subject.inFile(path, fault.line(), fault.column()),
                "%s stops here: %s %s."
                        .formatted(
                                installation.call().installer(),
                                path.substring(path.lastIndexOf('/') + 1),
                                fault.sentence()),
                "Maybe save it as text in UTF-8, whole and merged.")));
    }

    private static Optional<TextFault> inUtf8(Subject subject, String path) {
        return subject.bytes(path).flatMap(TextFault::inUtf8).or(() -> subject.text(path)
                .flatMap(TextFault::ofMerge));
    }

    /** uv passes over the mark of UTF-8; Python's own reader takes it for a mistake. */
    private static Optional<TextFault> project(Subject subject, String path, PipCall call) {
        boolean lenient = call.installer().equals("uv");
        return inUtf8(subject, path).or(() -> subject.text(path)
                .map(text -> lenient ? TextFault.unmarked(text) : text)
                .flatMap(PyProject::fault));
    }

    private static boolean isMarkedUtf16(Subject subject, String path) {
        return subject.bytes(path)
                .filter(bytes -> bytes.length > 1)
                .map(bytes -> (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF))
                .filter(mark -> mark == 0xFEFF || mark == 0xFFFE)
                .isPresent();
    }

    /** Whether one of the first two lines says, as in a Python source, which encoding this is. */
    private static boolean namesEncoding(String text) {
        return text.lines()
                .limit(2)
                .filter(line -> line.startsWith("#"))
                .map(ENCODING::matcher)
                .filter(Matcher::find)
                .anyMatch(found -> !found.group(1).matches("(?i)utf[-_]?8"));
    }
}
