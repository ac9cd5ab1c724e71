package dev.slipway.scenario.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;

/**
 * Random ignore files over random trees of few names, so that patterns hit. A case is a folder with patterns of its own,
 * all of them below its name; a context holds many cases, and some patterns that concern them all.
 */
public final class IgnoreCases {
    private static final Arbitrary<String> NAMES =
            Arbitraries.of("a", "b", "c", "ab", "abc", "a.txt", "b.txt", ".a", "a b", "\u00e4", "[a]", "d+d");
    private static final Arbitrary<String> SEGMENTS = Arbitraries.of(
            "a", "b", "c", "ab", "*", "*", "**", "**", "?", "a*", "*b", "?b", "*.txt", ".*", "[ab]", "[^a]", "[a-c]*",
            "\\*", "a b", "\u00e4", "?bc", "***", "\\[a\\]", "d+d", "**.txt", "a**");
    private static final Arbitrary<String> PATTERNS = Combinators.combine(
                    Arbitraries.frequency(Tuple.of(3, ""), Tuple.of(2, "!"), Tuple.of(1, "! ")),
                    Arbitraries.frequency(Tuple.of(5, ""), Tuple.of(1, "./"), Tuple.of(1, "x/../")),
                    SEGMENTS.list().ofMinSize(1).ofMaxSize(4),
                    Arbitraries.frequency(
                            Tuple.of(6, ""), Tuple.of(1, "/"), Tuple.of(1, "/**"), Tuple.of(1, "//"), Tuple.of(1, " ")))
            .as((sign, start, segments, end) -> sign + "\0" + start + String.join("/", segments) + end);
    private static final Arbitrary<String> WIDE = Arbitraries.of(
            "**/abc",
            "!**/a.txt",
            "*/b",
            "# a remark",
            "",
            "**/*.txt",
            "!*/c",
            "/*/ab",
            "!**/.a",
            "*/*/a",
            "!case-*/a/b");

    private IgnoreCases() {}

    /** Contexts {@code context-N} in the folder, each with a Dockerfile that copies everything. */
    public static void plant(Path folder, int contexts, int cases, long seed) {
        JqwikSession.run(() -> {
            Random random = new Random(seed);
            RandomGenerator<List<String>> patterns =
                    PATTERNS.list().ofMinSize(1).ofMaxSize(5).generator(1000);
            RandomGenerator<List<String>> wide = WIDE.list().ofMaxSize(2).generator(1000);
            RandomGenerator<List<String>> paths = NAMES.list()
                    .ofMinSize(1)
                    .ofMaxSize(4)
                    .map(names -> String.join("/", names))
                    .list()
                    .ofMinSize(3)
                    .ofMaxSize(14)
                    .generator(1000);
            for (int n = 0; n < contexts; n++) {
                Path context = Files.createDirectories(folder.resolve("context-" + n));
                List<String> lines = new ArrayList<>(wide.next(random).value());
                for (int m = 0; m < cases; m++) {
                    String name = "case-" + m;
                    grow(context.resolve(name), paths.next(random).value());
                    patterns.next(random).value().forEach(pattern -> lines.add(pattern.replace("\0", name + "/")));
                }
                lines.addAll(random.nextInt(lines.size() + 1), wide.next(random).value());
                Files.write(context.resolve(".dockerignore"), lines);
                Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
            }
        });
    }

    /** Where a name is wanted as a file and as a folder, who came first stays. */
    private static void grow(Path folder, List<String> paths) throws IOException {
        Files.createDirectories(folder);
        for (String path : paths) {
            Path at = folder;
            String[] names = path.split("/", -1);
            for (int n = 0; n < names.length - 1 && Files.isDirectory(at); n++) {
                at = at.resolve(names[n]);
                if (!Files.exists(at)) {
                    Files.createDirectory(at);
                }
            }
            if (Files.isDirectory(at) && !Files.exists(at.resolve(names[names.length - 1]))) {
                Files.writeString(at.resolve(names[names.length - 1]), path);
            }
        }
    }
}
