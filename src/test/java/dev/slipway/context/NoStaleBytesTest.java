package dev.slipway.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens between builds, and to our records, an engine that compares sizes and times builds what is on disk. */
class NoStaleBytesTest {
    private static final List<String> FILES = List.of("a", "b", "d/a", "d/c", "z");
    private static final List<String> TEXTS = List.of("1111", "2222", "333");
    private static final Wanted SOME = new Wanted(List.of(), List.of(), List.of("b", "d"));

    private final List<String> story = new ArrayList<>();

    @Property(tries = 60)
    void theEngineHasWhatIsOnDisk(@ForAll long seed) throws IOException {
        story.clear();
        Path folder = Files.createTempDirectory("slipway-stale").toRealPath();
        try {
            new Life(folder, new Random(seed)).live();
        } finally {
            Trees.delete(folder);
        }
    }

    private final class Life {
        private final Path root;
        private final Path records;
        private final Path backup;
        private final Random random;
        private final RememberingEngine engine;

        Life(Path folder, Random random) throws IOException {
            this.root = Files.createDirectory(folder.resolve("context"));
            this.records = folder.resolve("deliveries");
            this.backup = Files.createDirectory(folder.resolve("backup"));
            this.random = random;
            this.engine = new RememberingEngine(random);
            Trees.file(root, "Dockerfile", "FROM scratch\n");
        }

        private Contexts contexts() {
            return Contexts.remembering(records.resolveSibling("hashes"), records);
        }

        void live() throws IOException {
            for (int step = 0; step < 40; step++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> write(any(FILES), any(TEXTS), random.nextInt(3));
                    case 4 -> remove(any(FILES));
                    case 5 -> link(any(FILES), any(FILES));
                    case 6 -> tamper();
                    case 7 -> breakOff();
                    case 8 -> together();
                    default -> build(contexts());
                }
            }
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private void write(String path, String text, int second) throws IOException {
            story.add(path + " = " + text + " at " + second);
            Path file = root.resolve(path);
            if (random.nextBoolean()) {
                Files.deleteIfExists(file);
            }
            Files.setLastModifiedTime(Trees.file(root, path, text), FileTime.fromMillis(second * 1000L));
        }

        private void remove(String path) throws IOException {
            story.add(path + " removed");
            Files.deleteIfExists(root.resolve(path));
        }

        private void link(String from, String to) throws IOException {
            if (!from.equals(to) && Files.exists(root.resolve(from))) {
                story.add(to + " is another name of " + from);
                Files.createDirectories(root.resolve(to).getParent());
                Files.deleteIfExists(root.resolve(to));
                Files.createLink(root.resolve(to), root.resolve(from));
            }
        }

        private void tamper() throws IOException {
            if (!Files.exists(records)) {
                return;
            }
            switch (random.nextInt(4)) {
                case 0 -> copy(records, backup);
                case 1 -> copy(backup, records);
                case 2 -> each(records, Files::delete);
                default ->
                    each(records, file -> {
                        byte[] bytes = Files.readAllBytes(file);
                        Files.write(file, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
                    });
            }
        }

        private void copy(Path from, Path to) throws IOException {
            story.add(from.getFileName() + " copied to " + to.getFileName());
            each(
                    from,
                    file -> Files.copy(
                            file,
                            to.resolve(file.getFileName().toString()),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING));
        }

        @FunctionalInterface
        private interface Deed {
            void on(Path file) throws IOException;
        }

        private void each(Path folder, Deed deed) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    deed.on(file);
                }
            }
        }

        private Delivery deliver(Contexts contexts) throws IOException {
            Map<String, String> overlay =
                    Files.exists(root.resolve("b")) && random.nextInt(4) == 0 ? Map.of("a", "b") : Map.of();
            Freshness freshness = random.nextInt(10) == 0 ? Freshness.NO_CACHE : Freshness.CACHED;
            return contexts.open(root, "Dockerfile", overlay, new StopSignal()).deliver(freshness);
        }

        private void breakOff() throws IOException {
            try (Delivery delivery = deliver(contexts())) {
                story.add("broken off under " + delivery.key());
                engine.breakOff(delivery, wanted());
            }
        }

        private Wanted wanted() {
            return random.nextInt(3) == 0 ? SOME : Wanted.ALL;
        }

        private void build(Contexts contexts) throws IOException {
            try (Delivery delivery = deliver(contexts)) {
                build(delivery);
            }
        }

        private void build(Delivery delivery) throws IOException {
            story.add("built under " + delivery.key());
            Wanted wanted = wanted();
            Map<String, String> built = engine.sync(delivery, wanted);
            Shown shown = Shown.of(delivery.context(), wanted);
            assertThat(built.keySet()).as("%s", story).containsExactlyInAnyOrderElementsOf(shown.files());
            for (Map.Entry<String, String> file : built.entrySet()) {
                assertThat(file.getValue()).as("%s: %s", story, file.getKey()).isEqualTo(shown.text(file.getKey()));
            }
            delivery.delivered();
        }

        /** Two builds under way at once, with a change between them that only the later one may see. */
        private void together() throws IOException {
            Contexts first = contexts();
            try (Delivery one = deliver(first)) {
                build(one);
                write(any(FILES), any(TEXTS), random.nextInt(3));
                build(contexts());
            }
        }
    }
}
