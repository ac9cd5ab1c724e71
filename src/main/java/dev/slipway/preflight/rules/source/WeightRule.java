package dev.slipway.preflight.rules.source;

import dev.slipway.context.ContextEntry;
import dev.slipway.model.ByteSize;
import dev.slipway.model.Origin;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.SourceMatch;
import dev.slipway.preflight.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Is the context mostly things that no image needs? */
public final class WeightRule implements Rule {
    private static final Kind KIND = new Kind(
            "context-weight",
            Severity.WARNING,
            "most of the context is of no use to the image",
            "Installed packages, repositories, caches, model weights and data sets make a context of gigabytes, which is read,"
                    + " compared and sent for every build. The finding names the largest, with their sizes. Weights that a"
                    + " COPY names count as wanted.");
    private static final long HEAVY = 50L << 20;
    private static final long LARGE = 5L << 20;
    private static final Set<String> DATA = Set.of(
            "onnx",
            "pt",
            "pth",
            "bin",
            "safetensors",
            "gguf",
            "h5",
            "pb",
            "tflite",
            "ckpt",
            "npz",
            "npy",
            "csv",
            "parquet",
            "zip",
            "tar",
            "gz",
            "mp4",
            "avi",
            "sqlite",
            "db",
            "pkl",
            "whl",
            "weights");
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

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        long total = 0;
        Map<String, Long> ballast = new TreeMap<>();
        for (ContextEntry entry : subject.kept().entries().values()) {
            if (entry instanceof ContextEntry.RegularFile file) {
                total += file.size();
                String folder = ballastOf(subject, file);
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
        findings.accept(KIND.at(
                origin,
                "%s of the %s in the context %s should not be sent: %s."
                        .formatted(
                                ByteSize.print(heavy),
                                ByteSize.print(total),
                                subject.places().show(subject.build().context()),
                                String.join(", ", worst)),
                "Maybe list %s in .dockerignore."
                        .formatted(ballast.keySet().stream()
                                .map(WeightRule::pattern)
                                .distinct()
                                .reduce((some, more) -> some + ", " + more)
                                .orElse("them"))));
    }

    /** The outermost folder on the way to the file that no image needs, a heavy file of no use itself, or "". */
    private static String ballastOf(Subject subject, ContextEntry.RegularFile file) {
        String folder = ballastOf(file.path());
        if (!folder.isEmpty() || file.size() < LARGE) {
            return folder;
        }
        String path = file.path();
        String name = path.substring(path.lastIndexOf('/') + 1);
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        boolean named = subject.copySources().stream()
                .map(source -> SourceMatch.clean(source.path()))
                .anyMatch(source -> !source.isEmpty() && SourceMatch.brings(source, path));
        if (!name.contains(".") || !DATA.contains(ending) || named) {
            return "";
        }
        int slash = path.lastIndexOf('/');
        return slash < 0 ? path : path.substring(0, slash);
    }

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

    private static String pattern(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return BALLAST.contains(name) ? "'**/" + name + "'" : "'" + path + "'";
    }
}
