package dev.slipway.context;

import dev.slipway.model.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Which paths of a context the builder never sees, as an ignore file says it. The last line that matches a path, or a
 * folder the path lies in, decides; a line with {@code !} keeps what an earlier one hides. The reading follows moby's
 * {@code ignorefile} and {@code patternmatcher}. Immutable; matching takes time linear in rules and path length.
 *
 * <p>Paths are relative to the context, cleaned, with slashes.
 */
public final class IgnoreRules {
    private static final int MAX_FILE_SIZE = 4 << 20;
    private static final IgnoreRules NONE = new IgnoreRules("", List.of(), List.of());

    private final String fileName;
    private final List<Line> lines;
    private final List<IgnoreProblem> problems;

    private IgnoreRules(String fileName, List<Line> lines, List<IgnoreProblem> problems) {
        this.fileName = fileName;
        this.lines = List.copyOf(lines);
        this.problems = List.copyOf(problems);
    }

    public static IgnoreRules none() {
        return NONE;
    }

    /** Lines that are wrong are left out and told by {@link #problems}. {@code fileName} is how they are told. */
    public static IgnoreRules parse(String text, String fileName) {
        List<Line> lines = new ArrayList<>();
        List<IgnoreProblem> problems = new ArrayList<>();
        int number = 0;
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline;
            number++;
            String line = text.substring(start, end);
            if (!line.startsWith("#") && !line.isBlank()) {
                Origin origin = new Origin(fileName, number, 1);
                try {
                    lines.add(Line.parse(line.strip(), origin));
                } catch (IllegalArgumentException e) {
                    problems.add(new IgnoreProblem(
                            origin,
                            "'%s' is not a pattern: %s.".formatted(Printable.of(line.strip()), e.getMessage())));
                }
            }
            start = end + 1;
        }
        return new IgnoreRules(fileName, lines, problems);
    }

    /**
     * The rules that a build with this Dockerfile obeys: {@code <Dockerfile>.dockerignore} beside it, even an empty
     * one, else {@code .dockerignore} in the context, else none. The two are never merged.
     */
    public static IgnoreRules forDockerfile(Path context, String dockerfile) throws IOException {
        return forDockerfile(context, dockerfile, Overlay.none());
    }

    static IgnoreRules forDockerfile(Path context, String dockerfile, Overlay overlay) throws IOException {
        for (String name : List.of(dockerfile + ".dockerignore", ".dockerignore")) {
            Path file = overlay.at(CleanPath.of(name)).orElse(context.resolve(name));
            if (Files.isRegularFile(file)) {
                return parse(read(file), context.resolve(name).normalize().toString());
            }
        }
        return NONE;
    }

    private static String read(Path file) throws IOException {
        try {
            if (Files.size(file) > MAX_FILE_SIZE) {
                throw new ContextException(
                        ContextException.Fault.IGNORE_FILE,
                        "reading the ignore file " + file + ": it is larger than 4 MiB.");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (ContextException e) {
            throw e;
        } catch (IOException e) {
            throw Unreadable.file(file, "the ignore file " + file, e);
        }
    }

    /** The file the rules come from, as it is told in their origins. Empty when there is none. */
    public Optional<String> fileName() {
        return fileName.isEmpty() ? Optional.empty() : Optional.of(fileName);
    }

    public List<IgnoreProblem> problems() {
        return problems;
    }

    public boolean ignores(String path) {
        return deciding(path).map(rule -> !rule.exception()).orElse(false);
    }

    /** The rule that decides about a path: the last one to match it or a folder it lies in. */
    public Optional<IgnoreRule> deciding(String path) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).matchesWithParents(path)) {
                return Optional.of(lines.get(i).rule());
            }
        }
        return Optional.empty();
    }

    /** What is known at the context's own folder: nothing matches it. */
    Matched atRoot() {
        return new Matched(new BitSet());
    }

    /** What is known about a path, given the same about the folder it lies in. */
    Matched below(Matched parent, String path) {
        BitSet matched = (BitSet) parent.rules.clone();
        for (int i = 0; i < lines.size(); i++) {
            if (!matched.get(i) && lines.get(i).matches(path)) {
                matched.set(i);
            }
        }
        return new Matched(matched);
    }

    /** The rules that match a path or a folder it lies in. */
    final class Matched {
        private final BitSet rules;

        private Matched(BitSet rules) {
            this.rules = rules;
        }

        boolean ignored() {
            int last = rules.length() - 1;
            return last >= 0 && !lines.get(last).rule().exception();
        }

        /**
         * Whether a path below this folder, which is ignored, might be kept after all. Only exceptions after the rule
         * that hides the folder can do so, as that rule hides all below it too.
         */
        boolean mayKeepBelow(String folder) {
            for (int i = rules.length(); i < lines.size(); i++) {
                if (lines.get(i).rule().exception() && lines.get(i).mayMatchBelow(folder)) {
                    return true;
                }
            }
            return false;
        }
    }

    /**
     * {@code folders} are the pattern's leading parts that can be compared name by name. It is {@code deep} when more
     * may follow them at any depth: classes and escapes may stand for slashes, so they are not looked into.
     */
    private record Line(IgnoreRule rule, Glob glob, List<Glob> folders, boolean deep) {
        static Line parse(String text, Origin origin) {
            boolean exception = text.startsWith("!");
            String pattern = exception ? text.substring(1).strip() : text;
            if (pattern.isEmpty()) {
                throw new IllegalArgumentException("it is an exception to nothing");
            }
            String clean = CleanPath.of(pattern);
            String relative = clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
            Glob glob = Glob.parse(relative);
            List<Glob> folders = new ArrayList<>();
            boolean deep = false;
            for (String part : relative.split("/", -1)) {
                deep = deep || part.contains("**") || part.indexOf('[') >= 0 || part.indexOf('\\') >= 0;
                if (!deep) {
                    folders.add(Glob.parse(part));
                }
            }
            return new Line(new IgnoreRule(text, exception, origin), glob, List.copyOf(folders), deep);
        }

        boolean matches(String path) {
            return glob.matches(path);
        }

        boolean matchesWithParents(String path) {
            if (glob.matches(path)) {
                return true;
            }
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                if (glob.matches(path.substring(0, slash))) {
                    return true;
                }
            }
            return false;
        }

        /** Errs towards yes. */
        boolean mayMatchBelow(String folder) {
            String[] names = folder.split("/", -1);
            for (int i = 0; i < folders.size() && i < names.length; i++) {
                if (!folders.get(i).matches(names[i])) {
                    return false;
                }
            }
            return deep || folders.size() > names.length;
        }
    }
}
