package dev.slipway.preflight;

import dev.slipway.context.ContextEntry;
import dev.slipway.model.ByteSize;
import dev.slipway.model.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Is the context mostly things that no image needs? */
final class WeightRule {
    private static final long HEAVY = 50L << 20;
    private static final Set<String> BALLAST = Set.of(
            "node_modules",
            ".git",
            ".venv",
            "venv",
            "__pycache__",
            ".mypy_cache",
            ".pytest_cache",
            ".tox",
            ".next",
            ".gradle",
            ".terraform",
            ".slipway");

    private WeightRule() {}

    static void check(Subject subject, Consumer<Finding> findings) {
        long total = 0;
        Map<String, Long> ballast = new TreeMap<>();
        for (ContextEntry entry : subject.kept().entries().values()) {
            if (entry instanceof ContextEntry.RegularFile file) {
                total += file.size();
                String folder = ballastOf(file.path());
                if (!folder.isEmpty()) {
                    ballast.merge(folder, file.size(), Long::sum);
                }
            }
        }
        long heavy = ballast.values().stream().mapToLong(Long::longValue).sum();
        if (heavy <= HEAVY || heavy * 2 <= total) {
            return;
        }
        List<String> worst = ballast.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(5)
                .map(entry -> entry.getKey() + " " + ByteSize.print(entry.getValue()))
                .toList();
        Origin origin = subject.context()
                .rules()
                .fileName()
                .map(name -> new Origin(subject.places().show(name), 1, 1))
                .orElse(subject.variant().origin());
        findings.accept(new Finding(
                origin,
                "context-weight",
                Severity.WARNING,
                "%s of the %s in the context %s should not be sent: %s."
                        .formatted(
                                ByteSize.print(heavy),
                                ByteSize.print(total),
                                subject.build().context(),
                                String.join(", ", worst)),
                "Maybe list %s in .dockerignore."
                        .formatted(ballast.keySet().stream()
                                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                                .distinct()
                                .map(name -> "'**/" + name + "'")
                                .reduce((some, more) -> some + ", " + more)
                                .orElse("them"))));
    }

    /** The outermost folder on the way to the file that no image needs, or "". */
    private static String ballastOf(String path) {
        int start = 0;
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', start)) {
            if (BALLAST.contains(path.substring(start, slash))) {
                return path.substring(0, slash);
            }
            start = slash + 1;
        }
        return "";
    }
}
