package dev.slipway.scenario.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Tuple;
import net.jqwik.api.sessions.JqwikSession;

/** Random trees of everything that a folder can hold and a builder can take. */
public final class Forest {
    private static final Arbitrary<String> NAMES = Arbitraries.frequencyOf(
                    Tuple.of(
                            6,
                            Arbitraries.strings()
                                    .withCharRange('a', 'e')
                                    .ofMinLength(1)
                                    .ofMaxLength(3)),
                    Tuple.of(
                            4,
                            Arbitraries.of(
                                    "line\nbreak",
                                    "\n",
                                    "tab\there",
                                    "carriage\rreturn",
                                    "gr\u00fc\u00dfe",
                                    "gru\u0308\u00dfe",
                                    "\ud83d\ude00",
                                    "\uff5e",
                                    "\u65e5\u672c\u8a9e",
                                    "\u202eright-to-left",
                                    "\ufeffmark",
                                    " leading",
                                    "trailing ",
                                    ".hidden",
                                    "..dots",
                                    "quote\"s'",
                                    "back\\slash",
                                    "*",
                                    "[a]",
                                    "?",
                                    "!no",
                                    "#no",
                                    "-dash",
                                    "%41",
                                    "a+b=c&d",
                                    "$HOME",
                                    "`x`",
                                    "\u001b[31m",
                                    "\u007f",
                                    ".wh",
                                    "~",
                                    "\ud83c\udff3\ufe0f\u200d\ud83c\udf08",
                                    "long".repeat(63),
                                    "\u00e9".repeat(120))),
                    Tuple.of(2, Arbitraries.strings().ofMinLength(1).ofMaxLength(8)))
            .filter(Growth::isName)
            // A layer says by this prefix that a file was removed.
            .filter(name -> !name.startsWith(".wh."));

    private static final Arbitrary<Integer> FILE_MODES =
            Arbitraries.of(0644, 0644, 0600, 0755, 0444, 0777, 04755, 02755, 06711, 01644, 0400);
    private static final Arbitrary<Integer> FOLDER_MODES =
            Arbitraries.of(0755, 0755, 0700, 01777, 02755, 0555, 0711, 06755);
    private static final Arbitrary<Integer> SIZES = Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)),
            Tuple.of(10, Arbitraries.integers().between(1, 300)),
            Tuple.of(1, Arbitraries.of(32_767, 32_768, 32_769, 100_000)));
    private static final Arbitrary<String> TARGETS = Arbitraries.frequencyOf(
            Tuple.of(3, NAMES),
            Tuple.of(2, Combinators.combine(NAMES, NAMES).as((a, b) -> a + "/" + b)),
            Tuple.of(2, NAMES.map(name -> "../" + name)),
            Tuple.of(
                    1,
                    Arbitraries.of("/etc/passwd", "../../../../outside", ".", "..", "/", "nowhere/at/all", "/a/../b")));

    private Forest() {}

    /** Trees as folders of their own in one folder. The same seed grows the same forest. */
    public static void plant(Path folder, int trees, long seed) {
        JqwikSession.run(() -> {
            RandomGenerator<List<Growth>> generator = growths(4).generator(1000);
            Random random = new Random(seed);
            for (int n = 0; n < trees; n++) {
                Path tree = folder.resolve("tree-%03d".formatted(n));
                Files.createDirectories(tree);
                Growth.plant(tree, generator.next(random).value(), new ArrayList<>());
            }
            deep(folder.resolve("deep"));
        });
    }

    /** So deep that its path is longer than the old form of tar can hold. */
    private static void deep(Path folder) throws IOException {
        Path bottom = folder;
        for (int n = 0; n < 40; n++) {
            bottom = bottom.resolve("level-%d-of-the-deep".formatted(n));
        }
        Files.createDirectories(bottom);
        Files.writeString(bottom.resolve("bottom"), "reached\n");
    }

    public static List<String> paths(Path folder) throws IOException {
        return Growth.paths(folder);
    }

    private static Arbitrary<List<Growth>> growths(int depth) {
        Arbitrary<Growth> leaf = Combinators.combine(NAMES, FILE_MODES, SIZES, Arbitraries.longs())
                .as(Growth.Leaf::new);
        Arbitrary<Growth> twin = Combinators.combine(
                        NAMES, Arbitraries.integers().between(0, 100))
                .as(Growth.Twin::new);
        Arbitrary<Growth> pointer = Combinators.combine(NAMES, TARGETS).as(Growth.Pointer::new);
        List<Tuple.Tuple2<Integer, Arbitrary<Growth>>> kinds =
                new ArrayList<>(Arrays.asList(Tuple.of(6, leaf), Tuple.of(2, twin), Tuple.of(2, pointer)));
        if (depth > 0) {
            Arbitrary<Growth> branch = Combinators.combine(
                            NAMES, FOLDER_MODES, Arbitraries.lazy(() -> growths(depth - 1)))
                    .as(Growth.Branch::new);
            kinds.add(Tuple.of(4, branch));
        }
        return Arbitraries.frequencyOf(kinds).list().ofMaxSize(6).uniqueElements(Growth::name);
    }
}
