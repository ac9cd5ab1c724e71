package dev.slipway.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.TreeEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random trees with links of both kinds and unfriendly names, taken apart and put together again. */
class TreePropertiesTest {
    private static final List<String> NAMES =
            List.of("a", "b", "ab", "a.b", "a-", "a\nb", "a b", "é", "～", "😀", "*", "x[1]", "#", "!", "\\", "~");

    @Property(tries = 60)
    void aTreePutTogetherFromWhatIsShownIsTheTree(@ForAll long seed) throws IOException {
        inTree(seed, (random, root, copy) -> {
            show(root, Wanted.ALL, copy);

            Set<String> paths = below(root);
            assertThat(below(copy)).isEqualTo(paths);
            for (String path : paths) {
                Path one = root.resolve(path);
                Path other = copy.resolve(path);
                FileStatus status = FileStatus.of(one);
                assertThat(FileStatus.of(other).type()).as(path).isEqualTo(status.type());
                if (status.type() == FileStatus.Type.FILE) {
                    assertThat(other).hasSameBinaryContentAs(one);
                    assertThat(FileStatus.of(other).links()).as(path).isEqualTo(status.links());
                    assertThat(FileStatus.of(other).modified()).as(path).isEqualTo(status.modified());
                }
                if (status.type() == FileStatus.Type.LINK) {
                    assertThat(Files.readSymbolicLink(other)).isEqualTo(Files.readSymbolicLink(one));
                }
            }
        });
    }

    /** A subset would break COPY: what the system reaches by a path in the tree, it must reach in what is shown. */
    @Property(tries = 150)
    void whatAFollowedPathLeadsToIsShown(@ForAll long seed) throws IOException {
        inTree(seed, (random, root, copy) -> {
            String path = randomPath(random, root);
            Path reached = root.resolve(path);
            boolean there = Files.exists(reached) && reached.toRealPath().startsWith(root);

            show(root, Shown.following(random.nextBoolean() ? path : blurred(random, path)), copy);

            if (there) {
                assertThat(copy.resolve(path)).as("%s", path).exists();
                assertThat(copied(copy.resolve(path))).as("%s", path).isEqualTo(copied(reached));
            }
        });
    }

    @Property(tries = 100)
    void includesAndExcludesDecideAsTheirRulesDo(@ForAll long seed) throws IOException {
        inTree(seed, (random, root, copy) -> {
            List<String> include = patterns(random);
            List<String> exclude = patterns(random);
            IgnoreRules included = IgnoreRules.ofPatterns(include, "f");
            IgnoreRules excluded = IgnoreRules.ofPatterns(exclude, "f");
            Set<String> expected = new TreeSet<>();
            for (String path : below(root)) {
                if ((include.isEmpty() || included.ignores(path)) && !excluded.ignores(path)) {
                    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
                        expected.add(path.substring(0, slash));
                    }
                    expected.add(path);
                }
            }

            show(root, new Wanted(include, exclude, List.of()), copy);

            assertThat(below(copy)).as("%s without %s", include, exclude).isEqualTo(expected);
        });
    }

    private static List<String> patterns(Random random) {
        List<String> patterns = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> parts = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                parts.add(any(random, List.of("a", "b", "ab", "*", "**", "a*", "?", "[a-b]", "é")));
            }
            patterns.add(String.join("/", parts));
        }
        return patterns;
    }

    /** Another way to say a path, by wildcards. */
    private static String blurred(Random random, String path) {
        StringBuilder pattern = new StringBuilder();
        path.codePoints().forEach(codePoint -> {
            if (codePoint == '/' || codePoint == '.') {
                pattern.appendCodePoint(codePoint);
            } else {
                switch (random.nextInt(4)) {
                    case 0 -> pattern.append('?');
                    case 1 -> pattern.append('*');
                    default -> {
                        if ("\\*?[".indexOf(codePoint) >= 0) {
                            pattern.append('\\');
                        }
                        pattern.appendCodePoint(codePoint);
                    }
                }
            }
        });
        return pattern.toString();
    }

    private static String randomPath(Random random, Path root) throws IOException {
        List<String> paths = List.copyOf(below(root));
        String path = paths.isEmpty() ? "a" : any(random, paths);
        for (int i = random.nextInt(3); i > 0; i--) {
            path += "/" + any(random, List.of("..", ".", "a", "b", "ab", "a.b"));
        }
        return path;
    }

    private static <T> T any(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    @FunctionalInterface
    private interface Look {
        void at(Random random, Path root, Path copy) throws IOException;
    }

    private static void inTree(long seed, Look look) throws IOException {
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory("slipway-tree").toRealPath();
        try {
            Path root = Files.createDirectory(folder.resolve("context"));
            grow(random, root, 0);
            look.at(random, root, Files.createDirectory(folder.resolve("copy")));
        } finally {
            Trees.delete(folder);
        }
    }

    private static void grow(Random random, Path folder, int depth) throws IOException {
        for (int i = random.nextInt(5) + (depth == 0 ? 2 : 0); i > 0; i--) {
            Path path = folder.resolve(any(random, NAMES));
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    Files.writeString(path, "x".repeat(random.nextInt(3)) + path.getFileName());
                    Files.setLastModifiedTime(path, FileTime.from(random.nextLong(1L << 60), TimeUnit.NANOSECONDS));
                }
                case 3, 4 -> {
                    Files.createDirectory(path);
                    if (depth < 3) {
                        grow(random, path, depth + 1);
                    }
                }
                case 5 -> {
                    List<Path> files;
                    try (Stream<Path> all = Files.list(folder)) {
                        files = all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                                .sorted()
                                .toList();
                    }
                    if (!files.isEmpty()) {
                        Files.createLink(path, any(random, files));
                    }
                }
                default -> Files.createSymbolicLink(path, Path.of(target(random)));
            }
        }
    }

    private static String target(Random random) {
        List<String> parts = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            parts.add(any(random, List.of("..", ".", "a", "b", "ab", "a.b", "é", "😀")));
        }
        return String.join("/", parts);
    }

    private static void show(Path root, Wanted wanted, Path copy) throws IOException {
        Path dockerfile = Files.writeString(root.resolveSibling("Dockerfile"), "FROM scratch\n");
        try (Delivery delivery =
                BuildContext.open(root, dockerfile.toString(), Map.of()).deliver(Freshness.CACHED)) {
            for (TreeEntry entry : Shown.of(delivery.context(), wanted).all()) {
                put(entry, copy);
            }
        }
    }

    private static void put(TreeEntry entry, Path copy) throws IOException {
        Path path = copy.resolve(entry.path());
        switch (entry) {
            case TreeEntry.Folder folder -> Files.createDirectory(path);
            case TreeEntry.SymbolicLink link -> Files.createSymbolicLink(path, Path.of(link.target()));
            case TreeEntry.HardLink link -> Files.createLink(path, copy.resolve(link.of()));
            case TreeEntry.RegularFile file -> {
                try (OutputStream out = Files.newOutputStream(path)) {
                    file.content().writeTo(out);
                }
                Files.setLastModifiedTime(path, FileTime.from(file.modified(), TimeUnit.NANOSECONDS));
            }
        }
    }

    private static Set<String> below(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            Set<String> names = new TreeSet<>();
            paths.filter(path -> !path.equals(root))
                    .forEach(path -> names.add(root.relativize(path).toString()));
            return names;
        }
    }

    /** What COPY of this path would bring: a file's text, or the names in a folder. */
    private static Object copied(Path path) throws IOException {
        return Files.isDirectory(path) ? below(path.toRealPath()) : Files.readString(path);
    }
}
