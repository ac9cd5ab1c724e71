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
 * {@code ignorefile} and {@code patternmatcher}, and the walk BuildKit's {@code fsutil}, so that an image holds what it
 * would hold when built by Docker's own client. Immutable; matching takes time linear in rules and path length.
 *
 * <p>Paths are relative to the context, cleaned, with slashes.
 */
public final class IgnoreRules {
    private static final int MAX_FILE_SIZE = 4 << 20;
    private static final IgnoreRules NONE = new IgnoreRules("", List.of(), List.of());

    private final String fileName;
    private final List<Line> lines;
    private final List<IgnoreProblem> problems;
    private final boolean plainExceptions;

    private IgnoreRules(String fileName, List<Line> lines, List<IgnoreProblem> problems) {
        this.fileName = fileName;
        this.lines = List.copyOf(lines);
        this.problems = List.copyOf(problems);
        this.plainExceptions = lines.stream().allMatch(line -> !line.rule().exception() || line.plain());
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
            if (!line.startsWith("#")) {
                read(line, new Origin(fileName, number, 1), lines, problems);
            }
            start = end + 1;
        }
        return new IgnoreRules(fileName, lines, problems);
    }

    /**
     * The rules in these lines, whatever they begin with: none is a comment. Wrong ones are left out, as by {@link #parse}.
     */
    static IgnoreRules ofPatterns(List<String> patterns, String fileName) {
        List<Line> lines = new ArrayList<>();
        List<IgnoreProblem> problems = new ArrayList<>();
        int number = 0;
        for (String pattern : patterns) {
            number++;
            read(pattern, new Origin(fileName, number, 1), lines, problems);
        }
        return new IgnoreRules(fileName, lines, problems);
    }

    private static void read(String text, Origin origin, List<Line> lines, List<IgnoreProblem> problems) {
        String line = trimmed(text);
        if (line.isEmpty()) {
            return;
        }
        try {
            lines.add(Line.parse(line, origin));
        } catch (IllegalArgumentException e) {
            problems.add(new IgnoreProblem(
                    origin, "'%s' is not a pattern: %s.".formatted(Printable.of(line), e.getMessage())));
        }
    }

    /** Without what Go takes for a blank: Java keeps those that do not break a line and drops some control characters. */
    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && blank(text.charAt(start))) {
            start++;
        }
        while (end > start && blank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean blank(char unit) {
        return (unit >= '\t' && unit <= '\r') || unit == '\u0085' || Character.isSpaceChar(unit);
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

    /** Whether these decide alike because they say the same, written one way or another. */
    public boolean sameAs(IgnoreRules other) {
        return patterns().equals(other.patterns());
    }

    private List<String> patterns() {
        return lines.stream()
                .map(line -> (line.rule().exception() ? "!" : " ") + line.pattern())
                .toList();
    }

    /** The lines that count, without the blanks around them. */
    List<String> texts() {
        return lines.stream().map(line -> line.rule().text()).toList();
    }

    public boolean ignores(String path) {
        return deciding(path).map(rule -> !rule.exception()).orElse(false);
    }

    /** Whether a walk leaves this folder out as a whole: it is ignored, and no exception could keep anything below it. */
    public boolean hides(String folder) {
        return ignores(folder) && lines.stream().noneMatch(line -> line.rule().exception());
    }

    /** The rule that decides about a path, as a walk from the context's own folder comes to it. */
    public Optional<IgnoreRule> deciding(String path) {
        Matched matched = atRoot();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            matched = below(matched, folder);
            if (matched.ignored() && !mayKeepBelow(matched, folder)) {
                return matched.deciding();
            }
        }
        return below(matched, path).deciding();
    }

    /** What is known at the context's own folder: nothing matches it. */
    Matched atRoot() {
        return new Matched(new BitSet());
    }

    /**
     * What is known about a path, given the same about the folder it lies in. A rule is only asked while it could change
     * the verdict, and what a folder was not asked its content does not inherit: {@code docs}, {@code !docs/a},
     * {@code docs} keeps docs/a, as the last line had nothing left to hide when docs was looked at.
     */
    Matched below(Matched parent, String path) {
        BitSet matched = new BitSet(lines.size());
        boolean ignored = false;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            boolean exception = line.rule().exception();
            if (parent.rules.get(i) || (exception == ignored && line.matches(path))) {
                matched.set(i);
                ignored = !exception;
            }
        }
        return new Matched(matched);
    }

    /**
     * Whether the walk looks into this folder, which is ignored, for what may be kept. As long as exceptions end in
     * wildcards at most, only the plain part before these is looked at: below {@code a} and {@code !a/*}{@code /**} nothing
     * deeper than a/x is ever kept. With another wildcard in any exception all is looked at that one could match.
     */
    boolean mayKeepBelow(Matched matched, String folder) {
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.rule().exception()
                    && (plainExceptions
                            ? line.leadsTo(folder)
                            // The rule that hides the folder hides all below it too, so only later ones count.
                            : i >= matched.rules.length() && line.mayMatchBelow(folder))) {
                return true;
            }
        }
        return false;
    }

    /** The rules that are known to match a path or a folder it lies in. The last of them decides. */
    final class Matched {
        private final BitSet rules;

        private Matched(BitSet rules) {
            this.rules = rules;
        }

        boolean ignored() {
            int last = rules.length() - 1;
            return last >= 0 && !lines.get(last).rule().exception();
        }

        private Optional<IgnoreRule> deciding() {
            int last = rules.length() - 1;
            return last < 0 ? Optional.empty() : Optional.of(lines.get(last).rule());
        }

        boolean mayKeepBelow(String folder) {
            return IgnoreRules.this.mayKeepBelow(this, folder);
        }
    }

    /**
     * {@code folders} are the pattern's leading parts that can be compared name by name. It is {@code deep} when more
     * may follow them at any depth: classes and escapes may stand for slashes, so they are not looked into.
     */
    private record Line(IgnoreRule rule, String pattern, Glob glob, List<Glob> folders, boolean deep) {
        private static final String WILD = "*[]?^\\";

        static Line parse(String text, Origin origin) {
            String read = read(text);
            boolean exception = read.startsWith("!");
            String relative = exception ? read.substring(1) : read;
            if (relative.isEmpty()) {
                throw new IllegalArgumentException("it is an exception to nothing");
            }
            Glob glob = Glob.parse(relative);
            List<Glob> folders = new ArrayList<>();
            boolean deep = false;
            for (String part : relative.split("/", -1)) {
                deep = deep || part.contains("**") || part.indexOf('[') >= 0 || part.indexOf('\\') >= 0;
                if (!deep) {
                    folders.add(Glob.parse(part));
                }
            }
            return new Line(new IgnoreRule(text, exception, origin), relative, glob, List.copyOf(folders), deep);
        }

        /** Read twice, as by moby: so {@code /!x} is an exception too, and there is none to the context itself. */
        private static String read(String text) {
            boolean exception = text.startsWith("!");
            String pattern = exception ? trimmed(text.substring(1)) : text;
            String clean = pattern.isEmpty() ? "" : CleanPath.of(pattern);
            String relative = clean.length() > 1 && clean.startsWith("/") ? clean.substring(1) : clean;
            return CleanPath.of(trimmed(exception ? "!" + relative : relative));
        }

        boolean matches(String path) {
            return glob.matches(path);
        }

        /** The pattern without the wildcards it ends with. */
        private String stem() {
            String shorter = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : pattern;
            return shorter.endsWith("/*") ? shorter.substring(0, shorter.length() - 2) : shorter;
        }

        boolean plain() {
            return stem().chars().noneMatch(unit -> WILD.indexOf(unit) >= 0);
        }

        boolean leadsTo(String folder) {
            return (stem() + "/").startsWith(folder + "/");
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
