package dev.slipway.engine.buildkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.TreeEntry;
import dev.slipway.engine.buildkit.sync.FakeReceiver.Asking;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FileSyncPropertiesTest {
    @Property(tries = 100)
    void any_tree_arrives_as_it_was_shown(
            @ForAll("paths") List<List<String>> paths, @ForAll Asking asking, @ForAll Random random) throws Exception {
        Map<String, byte[]> contents = new HashMap<>();
        FakeTree tree = new FakeTree(entries(paths, random, contents));
        try (FileSync sync = new FileSync(tree, sum -> {});
                Wire wire = new Wire(sync.service())) {
            FakeReceiver receiver = FakeReceiver.of(wire.channel(), "context", asking);

            assertThat(receiver.end()).isEqualTo(Status.OK);
            List<Stat> told = new ArrayList<>();
            tree.walk(Wanted.ALL, entry -> told.add(Stats.of(entry)));
            assertThat(receiver.stats()).isEqualTo(told);
            assertThat(receiver.contents().keySet()).isEqualTo(asking == Asking.NEVER ? Set.of() : contents.keySet());
            receiver.contents()
                    .forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(contents.get(path)));
        }
    }

    private static List<TreeEntry> entries(List<List<String>> paths, Random random, Map<String, byte[]> contents) {
        Map<String, TreeEntry> entries = new TreeMap<>((a, b) -> Arrays.compareUnsigned(sortable(a), sortable(b)));
        for (List<String> path : paths) {
            for (int depth = 1; depth < path.size(); depth++) {
                String folder = String.join("/", path.subList(0, depth));
                entries.put(folder, new TreeEntry.Folder(folder, random.nextInt(010000), random.nextLong()));
            }
        }
        for (List<String> path : paths) {
            entries.computeIfAbsent(String.join("/", path), name -> leaf(name, random));
        }
        List<TreeEntry> shown = new ArrayList<>();
        String first = null;
        for (TreeEntry entry : entries.values()) {
            if (entry instanceof TreeEntry.RegularFile file && first != null && random.nextInt(4) == 0) {
                shown.add(new TreeEntry.HardLink(file.path(), file.mode(), file.modified(), first));
                continue;
            }
            if (entry instanceof TreeEntry.RegularFile file) {
                first = file.path();
                contents.put(file.path(), content(file));
            }
            shown.add(entry);
        }
        return shown;
    }

    private static TreeEntry leaf(String path, Random random) {
        int mode = random.nextInt(010000);
        if (random.nextInt(5) == 0) {
            return new TreeEntry.SymbolicLink(path, mode, random.nextLong(), "to/" + random.nextInt());
        }
        byte[] bytes = new byte[random.nextInt(3) == 0 ? random.nextInt(200_000) : random.nextInt(3)];
        random.nextBytes(bytes);
        return new TreeEntry.RegularFile(path, mode, random.nextLong(), bytes.length, out -> out.write(bytes));
    }

    private static byte[] content(TreeEntry.RegularFile file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            file.content().writeTo(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] sortable(String path) {
        return path.replace('/', '\0').getBytes(StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<List<String>>> paths() {
        Arbitrary<String> name = Arbitraries.of(
                        "a",
                        "b",
                        "a.b",
                        "a b",
                        "-",
                        "new\nline",
                        "größe",
                        "～",
                        "😀",
                        "\u0001",
                        "Z",
                        "z",
                        "..x",
                        "…",
                        "é",
                        "\uE000")
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(parts -> String.join("", parts))
                .filter(text -> !text.equals("..") && !text.equals("."));
        return name.list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(25);
    }
}
