package dev.slipway.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ContextPropertiesTest {
    @Property(tries = 150)
    void pruningDropsNothingThatAFullWalkKeeps(@ForAll("trees") Set<String> files, @ForAll("rules") List<String> lines)
            throws IOException {
        inTree(List.copyOf(files), root -> {
            Files.writeString(root.resolve(".dockerignore"), String.join("\n", lines));
            IgnoreRules rules = IgnoreRules.forDockerfile(root, "Dockerfile");
            List<String> kept = new ArrayList<>();
            new ContextWalker(root, rules, Overlay.none()).walk(entry -> kept.add(entry.path()));

            assertThat(kept).as("rules %s", lines).containsExactlyInAnyOrderElementsOf(fullWalk(root, rules));
        });
    }

    private static Set<String> fullWalk(Path root, IgnoreRules rules) throws IOException {
        Set<String> kept = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(one -> !one.equals(root)).toList()) {
                String name = root.relativize(path).toString();
                if (!rules.ignores(name)) {
                    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
                        kept.add(name.substring(0, slash));
                    }
                    kept.add(name);
                }
            }
        }
        return kept;
    }

    @Property(tries = 60)
    void tarEntriesComeInByteOrderParentsFirst(@ForAll("trees") Set<String> files) throws IOException {
        inTree(List.copyOf(files), root -> {
            List<String> names = Trees.names(Trees.tar(Trees.open(root)));

            assertThat(names)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo(Comparator.comparing(
                            (String name) -> name.replace('/', '\0').getBytes(StandardCharsets.UTF_8),
                            Arrays::compareUnsigned));
            assertThat(names).allSatisfy(name -> {
                int slash = name.lastIndexOf('/', name.length() - 2);
                if (slash > 0) {
                    assertThat(names.subList(0, names.indexOf(name))).contains(name.substring(0, slash + 1));
                }
            });
        });
    }

    @Property(tries = 40)
    void timesAndOrderOfCreationHaveNoSayInTheFingerprint(@ForAll("trees") Set<String> files, @ForAll long seed)
            throws IOException {
        List<String> shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, new Random(seed));
        inTree(
                List.copyOf(files),
                one -> inTree(shuffled, other -> {
                    try (Stream<Path> paths = Files.walk(other)) {
                        for (Path path : paths.toList()) {
                            Files.setLastModifiedTime(
                                    path, FileTime.from(Instant.ofEpochSecond(Math.abs(seed % 1_000_000))));
                        }
                    }
                    assertThat(fingerprint(one)).isEqualTo(fingerprint(other));
                }));
    }

    @Property(tries = 40)
    void anyChangeShowsInTheFingerprint(@ForAll("trees") Set<String> files, @ForAll long seed) throws IOException {
        inTree(List.copyOf(files), root -> {
            Random random = new Random(seed);
            Path victim = root.resolve(List.copyOf(files).get(random.nextInt(files.size())));
            String before = fingerprint(root);
            byte[] bytes = Files.readAllBytes(victim);
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(victim, bytes);
            String flipped = fingerprint(root);
            Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rwx--x---"));
            String moded = fingerprint(root);
            Files.delete(victim);
            Files.createSymbolicLink(victim, Path.of("x"));
            String linked = fingerprint(root);
            Files.delete(victim);
            Files.createSymbolicLink(victim, Path.of("y"));

            assertThat(List.of(before, flipped, moded, linked, fingerprint(root)))
                    .doesNotHaveDuplicates();
        });
    }

    private static String fingerprint(Path root) throws IOException {
        return Fingerprints.uncached().of(Trees.open(root)).fingerprint();
    }

    @FunctionalInterface
    private interface Look {
        void at(Path root) throws IOException;
    }

    private static void inTree(List<String> files, Look look) throws IOException {
        Path root = Files.createTempDirectory("slipway-tree").toRealPath();
        try {
            for (String file : files) {
                Trees.file(root, file, "content of " + file);
            }
            assertThat(Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)).isTrue();
            look.at(root);
        } finally {
            Trees.delete(root);
        }
    }

    /** Files at most four deep; every other level is named so that no file can be another's folder. */
    @Provide
    Arbitrary<Set<String>> trees() {
        Arbitrary<String> folder = Arbitraries.of("a", "b", "ab", "a-", "é");
        Arbitrary<String> file = Arbitraries.of("f", "g.py", "a.f", "😀f", "～f", ".f");
        return folder.list()
                .ofMaxSize(3)
                .flatMap(folders -> file.map(name -> folders.isEmpty() ? name : String.join("/", folders) + "/" + name))
                .set()
                .ofMinSize(1)
                .ofMaxSize(15);
    }

    @Provide
    Arbitrary<List<String>> rules() {
        Arbitrary<String> part = Arbitraries.of("a", "b", "ab", "*", "**", "?", "f", "*.py", "[ab]", "\\a", "a*");
        return Arbitraries.of("", "!")
                .flatMap(sign -> part.list().ofMinSize(1).ofMaxSize(3).map(parts -> sign + String.join("/", parts)))
                .list()
                .ofMaxSize(5);
    }
}
