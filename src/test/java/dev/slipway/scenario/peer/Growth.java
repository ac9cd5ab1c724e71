package dev.slipway.scenario.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Something that grows in a folder. {@code Twin} is another name of a file that grew before it in the same tree. */
sealed interface Growth {
    String name();

    record Leaf(String name, int mode, int size, long stamp) implements Growth {}

    record Twin(String name, int which) implements Growth {}

    record Pointer(String name, String target) implements Growth {}

    record Branch(String name, int mode, List<Growth> growths) implements Growth {
        public Branch {
            growths = List.copyOf(growths);
        }
    }

    /** Makes it real below {@code folder}. */
    static void plant(Path folder, List<Growth> growths, List<Path> leaves) throws IOException {
        for (Growth growth : growths) {
            Path path = folder.resolve(growth.name());
            switch (growth) {
                case Leaf leaf -> {
                    byte[] bytes = new byte[leaf.size()];
                    new Random(leaf.stamp()).nextBytes(bytes);
                    Files.write(path, bytes);
                    Files.setAttribute(path, "unix:mode", leaf.mode());
                    Files.setLastModifiedTime(path, time(leaf.stamp()));
                    leaves.add(path);
                }
                case Twin twin -> {
                    if (!leaves.isEmpty()) {
                        Files.createLink(path, leaves.get(twin.which() % leaves.size()));
                    }
                }
                case Pointer pointer -> Files.createSymbolicLink(path, Path.of(pointer.target()));
                case Branch branch -> {
                    Files.createDirectory(path);
                    plant(path, branch.growths(), leaves);
                    // Last, for who is not root could write nothing into a read-only one.
                    Files.setAttribute(path, "unix:mode", branch.mode());
                }
            }
        }
    }

    private static FileTime time(long stamp) {
        long nanos =
                TimeUnit.SECONDS.toNanos(Math.floorMod(stamp, 1_500_000_000L)) + Math.floorMod(stamp, 999_999_937L);
        return FileTime.from(Instant.ofEpochSecond(0, nanos));
    }

    /** The paths of all that grew below a folder, as a tar names them. */
    static List<String> paths(Path folder) throws IOException {
        List<String> paths = new ArrayList<>();
        try (var tree = Files.walk(folder)) {
            tree.filter(path -> !path.equals(folder))
                    .forEach(path -> paths.add(folder.relativize(path).toString()));
        }
        return paths;
    }

    /** Whether a file system takes it as a name. */
    static boolean isName(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0
                && bytes.length <= 255
                && text.equals(new String(bytes, StandardCharsets.UTF_8))
                && text.indexOf('/') < 0
                && text.indexOf('\0') < 0
                && !text.equals(".")
                && !text.equals("..");
    }
}
