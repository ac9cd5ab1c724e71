package dev.slipway.context;

import static dev.slipway.context.Trees.file;
import static dev.slipway.context.Trees.names;
import static dev.slipway.context.Trees.open;
import static dev.slipway.context.Trees.tar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.EngineInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildContextTest {
    private final Path root;

    BuildContextTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void aTarRoundTripKeepsWhatMatters() throws IOException {
        String long1 = "d".repeat(120) + "/" + "é".repeat(100) + "/file with\nnewline 😀";
        Path file = file(root, long1, "bytes\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-02T03:04:05.678Z")));
        file(root, "empty", "");
        Files.createSymbolicLink(root.resolve("link"), Path.of("ü".repeat(110)));
        file(root, "back\\slash", "");

        List<Trees.Packed> entries = tar(open(root));

        assertThat(names(entries))
                .containsExactly(
                        "Dockerfile",
                        "back\\slash",
                        "d".repeat(120) + "/",
                        "d".repeat(120) + "/" + "é".repeat(100) + "/",
                        long1,
                        "empty",
                        "link");
        TarArchiveEntry header = entries.get(4).header();
        assertThat(entries.get(4).text()).isEqualTo("bytes\n");
        assertThat(header.getLastModifiedTime().toInstant()).isEqualTo("2020-01-02T03:04:05Z");
        assertThat(header.getMode() & 0777).isEqualTo(FileStatus.of(file).mode());
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.header().getLongUserId()).isZero();
            assertThat(entry.header().getLongGroupId()).isZero();
        });
        assertThat(entries.get(6).header().isSymbolicLink()).isTrue();
        assertThat(entries.get(6).header().getLinkName()).isEqualTo("ü".repeat(110));
    }

    @Test
    void hardLinksAreFilesOfTheirOwn() throws IOException {
        file(root, "one", "same");
        Files.createLink(root.resolve("two"), root.resolve("one"));

        assertThat(tar(open(root)))
                .filteredOn(entry -> !entry.name().equals("Dockerfile"))
                .extracting(entry -> entry.name() + entry.header().isFile() + entry.text())
                .containsExactly("onetruesame", "twotruesame");
    }

    @Test
    void theSameContextIsSentTwice() throws IOException {
        file(root, "a", "a");
        BuildContext context = open(root);

        assertThat(names(tar(context))).isEqualTo(names(tar(context)));
    }

    @Test
    void anIgnoredDockerfileIsSentAndHiddenAgain() throws IOException {
        file(root, ".dockerignore", "Dockerfile\n.dockerignore\n");
        file(root, "app.py", "");
        BuildContext context = open(root);

        assertThat(Trees.paths(context)).containsExactly("app.py");
        assertThat(names(tar(context))).containsExactly("Dockerfile", "app.py", ".dockerignore");
        assertThat(ignoreFile(tar(context))).isEqualTo("/.dockerignore\n/Dockerfile\n");
        assertThat(names(tar(context.tarFor(EngineInfo.Builder.CLASSIC)))).contains(".dockerignore");
        assertThat(names(tar(context.tarFor(EngineInfo.Builder.BUILDKIT)))).containsExactly("Dockerfile", "app.py");
    }

    @Test
    void aVisibleIgnoreFileIsLeftAsItIsWhenItHidesTheDockerfileItself() throws IOException {
        file(root, ".dockerignore", "Docker*\n");
        BuildContext context = open(root);

        assertThat(ignoreFile(tar(context))).isEqualTo("Docker*\n");
    }

    @Test
    void aVisibleDockerfileNeedsNothing() throws IOException {
        file(root, ".dockerignore", "*.log\n");

        assertThat(names(tar(open(root)))).containsExactly(".dockerignore", "Dockerfile");
    }

    @Test
    void theDockerfilesOwnRulesHideItFromTheClassicBuilderToo() throws IOException {
        file(root, ".dockerignore", "x");
        file(root, "we[i]rd", "FROM scratch\n");
        file(root, "we[i]rd.dockerignore", "we*\n");
        BuildContext context = BuildContext.open(root, "we[i]rd", Map.of());

        assertThat(context.dockerfile()).isEqualTo("we[i]rd");
        assertThat(ignoreFile(tar(context))).isEqualTo("x\n/we\\[i]rd\n");
        assertThat(IgnoreRules.parse(ignoreFile(tar(context)), "f").ignores("we[i]rd"))
                .isTrue();
    }

    @Test
    void aDockerfileElsewhereGetsAStableNameThatIsHidden(@TempDir Path elsewhere) throws IOException {
        file(root, "app.py", "");
        Path dockerfile = file(elsewhere, "Dockerfile", "FROM scratch\n# there\n");
        BuildContext context = BuildContext.open(root, dockerfile.toString(), Map.of());

        assertThat(context.dockerfile()).matches("\\.slipway\\.[0-9a-f]{12}\\.Dockerfile");
        assertThat(BuildContext.open(root, dockerfile.toString(), Map.of()).dockerfile())
                .isEqualTo(context.dockerfile());
        assertThat(Trees.paths(context)).containsExactly("app.py");
        assertThat(ignoreFile(tar(context))).isEqualTo("/.dockerignore\n/" + context.dockerfile() + "\n");
        assertThat(tar(context))
                .filteredOn(entry -> entry.name().equals(context.dockerfile()))
                .extracting(Trees.Packed::text)
                .containsExactly("FROM scratch\n# there\n");
    }

    @Test
    void aLinkedDockerfileIsFound() throws IOException {
        file(root, "docker/prod", "FROM scratch\n");
        Files.createSymbolicLink(root.resolve("Dockerfile"), Path.of("docker/prod"));

        assertThat(open(root).dockerfile()).isEqualTo("docker/prod");
    }

    private static String ignoreFile(List<Trees.Packed> entries) {
        return entries.stream()
                .filter(entry -> entry.name().equals(".dockerignore"))
                .map(Trees.Packed::text)
                .reduce((first, second) -> {
                    throw new AssertionError("two ignore files");
                })
                .orElseThrow();
    }

    @Test
    void mistakesAreToldByTheirPlace() throws IOException {
        assertThatThrownBy(() -> BuildContext.open(root.resolve("no"), "Dockerfile", Map.of()))
                .isInstanceOf(ContextException.class)
                .hasMessage("opening the build context: there is no folder " + root.resolve("no") + ".");
        assertThatThrownBy(() -> BuildContext.open(root, "Dockerfile.worker", Map.of()))
                .isInstanceOf(ContextException.class)
                .hasMessage("opening the build context " + root + ": there is no Dockerfile 'Dockerfile.worker'.");
        file(root, ".dockerignore", "ok\n[\n");
        assertThatThrownBy(() -> open(root))
                .isInstanceOf(ContextException.class)
                .hasMessage(root + "/.dockerignore:2:1: '[' is not a pattern: its '[' is never closed.");
    }

    @Test
    void aFileThatShrinksGrowsChangesOrVanishesFailsTheTarByName() throws IOException {
        Path file = file(root, "data", "0123456789");
        ContextEntry.RegularFile seen =
                (ContextEntry.RegularFile) open(root).entries().get(1);

        Files.writeString(file, "012");
        assertThatThrownBy(() -> pack(seen)).hasMessageContaining("'data'").hasMessageContaining("became shorter");
        Files.writeString(file, "0123456789abc");
        assertThatThrownBy(() -> pack(seen)).hasMessageContaining("became longer than its 10 bytes");
        Files.writeString(file, "abcdefghij");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        assertThatThrownBy(() -> pack(seen)).hasMessageContaining("became written to while it was being read");
        Files.delete(file);
        assertThatThrownBy(() -> pack(seen))
                .hasMessage("reading 'data' of the build context: it vanished while the context was being read.");
        Files.createSymbolicLink(file, Path.of("/etc/hostname"));
        assertThatThrownBy(() -> pack(seen)).isInstanceOf(IOException.class).hasMessageContaining("'data'");
    }

    private static void pack(ContextEntry entry) throws IOException {
        new ContextTar(OutputStream.nullOutputStream()).add(entry);
    }

    @Test
    void whatTheOtherSideSaysComesThrough() throws IOException {
        file(root, "a", "x".repeat(200_000));
        BuildContext context = open(root);
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("broken pipe");
            }
        };

        assertThatThrownBy(() -> context.writeTo(broken)).hasMessage("broken pipe");
    }

    @Test
    void manyFilesAndHugeOnesPassThroughASmallHeap() throws IOException {
        for (int i = 0; i < 20_000; i++) {
            file(root, "d" + i / 500 + "/f" + i, "x");
        }
        // More than any heap here could hold, and on no disk.
        long size = 700L << 20;
        hole("weights", size);
        long[] counted = new long[2];

        open(root).walk(entry -> counted[0]++);
        assertThat(counted[0]).isEqualTo(20_000 + 40 + 2);

        ContextTar tar = new ContextTar(new OutputStream() {
            @Override
            public void write(int octet) {
                counted[1]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                counted[1] += length;
            }
        });
        open(root).walk(tar::add);
        assertThat(tar.finish()).isEqualTo(counted[1]).isGreaterThan(size + 20_000 * 1024L);
    }

    private void hole(String name, long size) throws IOException {
        try (SeekableByteChannel hole = Files.newByteChannel(
                root.resolve(name),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            hole.position(size - 1).write(ByteBuffer.wrap(new byte[1]));
        }
    }

    @Test
    void aSizeThatAnOldHeaderCannotSayIsSaid() throws IOException {
        hole("huge", 9L << 30);
        ByteArrayOutputStream start = new ByteArrayOutputStream();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                if (start.size() > 100_000) {
                    throw new IOException("enough");
                }
                start.write(octet);
            }
        };
        ContextEntry huge = open(root).entries().get(1);

        assertThatThrownBy(() -> new ContextTar(broken).add(huge)).hasMessage("enough");
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(start.toByteArray()))) {
            assertThat(tar.getNextEntry().getSize()).isEqualTo(9L << 30);
        }
    }
}
