package dev.slipway.context;

import static dev.slipway.context.Trees.file;
import static dev.slipway.context.Trees.open;
import static dev.slipway.context.Trees.paths;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextWalkerTest {
    private final Path root;

    ContextWalkerTest(@TempDir Path root) {
        this.root = root;
    }

    @Test
    void siblingsComeInTheOrderOfTheirBytes() throws IOException {
        for (String name : List.of("a/z", "a.b", "a-b", "B", "é", "～", "😀", "a\nb")) {
            file(root, name, "");
        }

        assertThat(paths(open(root)))
                .containsExactly("B", "Dockerfile", "a", "a/z", "a\nb", "a-b", "a.b", "é", "～", "😀");
    }

    @Test
    void ignoredFoldersAreNotEntered() throws IOException {
        file(root, ".dockerignore", "secret\n!other\n");
        Path secret = Files.createDirectories(root.resolve("secret"));
        file(root, "secret/x", "");
        Assumptions.assumeTrue(ignoresReading(secret), "the user of this test may list every folder");

        assertThat(paths(open(root))).containsExactly(".dockerignore", "Dockerfile");
    }

    /** Takes away the right to list the folder; root keeps it all the same. */
    private static boolean ignoresReading(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("---------"));
        return !Files.isReadable(folder);
    }

    @Test
    void prunedFoldersCostNothingWhateverTheyHold() throws IOException {
        file(root, ".dockerignore", "node_modules\n!src/keep\n");
        Path wrong = Files.createDirectories(root.resolve("node_modules"));
        undecodable(wrong);

        assertThat(paths(open(root))).doesNotContain("node_modules");
    }

    @Test
    void foldersOfAKeptChildAreShownFirst() throws IOException {
        file(root, ".dockerignore", "*\n!a/b/keep\n");
        file(root, "a/b/keep", "");
        file(root, "a/b/drop", "");
        file(root, "a/c/drop", "");

        assertThat(paths(open(root))).containsExactly("a", "a/b", "a/b/keep");
    }

    @Test
    void anEmptyFolderStays() throws IOException {
        file(root, ".dockerignore", "logs/**\n");
        file(root, "logs/x.log", "");

        assertThat(paths(open(root))).containsExactly(".dockerignore", "Dockerfile", "logs");
    }

    @Test
    void linksAreShownAndNeverFollowed(@TempDir Path outside) throws IOException {
        file(outside, "secret/key", "key");
        Files.createSymbolicLink(root.resolve("out"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("key"), outside.resolve("secret/key"));
        Files.createSymbolicLink(root.resolve("loop"), Path.of("."));
        Files.createSymbolicLink(root.resolve("self"), Path.of("self"));
        Files.createSymbolicLink(root.resolve("up"), Path.of("../../../etc/passwd"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("nowhere"));

        List<ContextEntry> entries = open(root).entries();

        assertThat(entries).hasSize(7);
        assertThat(entries)
                .filteredOn(ContextEntry.Link.class::isInstance)
                .extracting(entry -> entry.path() + " -> " + ((ContextEntry.Link) entry).target())
                .containsExactly(
                        "dangling -> nowhere",
                        "key -> " + outside.resolve("secret/key"),
                        "loop -> .",
                        "out -> " + outside.resolve("secret"),
                        "self -> self",
                        "up -> ../../../etc/passwd");
    }

    @Test
    void pipesAreSkippedWithANote() throws Exception {
        run("mkfifo", root.resolve("pipe").toString());
        List<String> notes = new ArrayList<>();

        open(root).walk(new ContextVisitor() {
            @Override
            public void entry(ContextEntry entry) {
                assertThat(entry.path()).isNotEqualTo("pipe");
            }

            @Override
            public void skipped(String path, String reason) {
                notes.add(path + ": " + reason);
            }
        });

        assertThat(notes).containsExactly("pipe: a socket, pipe or device cannot be sent to a builder");
    }

    @Test
    void modesKeepSetIdAndStickyBits() throws Exception {
        file(root, "tool", "");
        run("chmod", "4751", root.resolve("tool").toString());
        Files.createDirectory(root.resolve("drop"));
        run("chmod", "1777", root.resolve("drop").toString());

        assertThat(open(root).entries())
                .extracting(entry -> entry.path() + " " + Integer.toOctalString(entry.mode()))
                .contains("tool 4751", "drop 1777");
    }

    @Test
    void namesThatAreNotTextAreRefused() throws IOException {
        undecodable(root);
        BuildContext context = open(root);

        assertThatThrownBy(context::entries)
                .isInstanceOf(ContextException.class)
                .hasMessageContaining("'bad\uFFFDname'")
                .hasMessageContaining(
                        "Maybe rename it to UTF-8, list it in .dockerignore, or run with LC_ALL=C.UTF-8.");

        file(root, ".dockerignore", "bad*\n");
        assertThat(paths(open(root))).containsExactly(".dockerignore", "Dockerfile");
    }

    private static void undecodable(Path folder) throws IOException {
        try {
            run("sh", "-c", "touch \"$0/$(printf 'bad\\377name')\"", folder.toString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void anUnreadableFileIsNamed() throws IOException {
        Path file = file(root, "locked", "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "the user of this test may read every file");
        BuildContext context = open(root);

        assertThatThrownBy(() -> Trees.tar(context))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("reading 'locked' of the build context: permission denied. Maybe ");
    }

    @Test
    void theOverlayStandsWhereItIsLaid() throws IOException {
        file(root, ".dockerignore", "*.headless.txt\nconf\n");
        file(root, "requirements.txt", "opencv-python");
        file(root, "requirements.headless.txt", "opencv-python-headless");
        file(root, "new", "n");

        BuildContext context = open(
                root,
                Map.of(
                        "requirements.txt", "requirements.headless.txt",
                        "./conf/deep/x", "new",
                        "absent/y", "new"));

        assertThat(Trees.names(Trees.tar(context)))
                .containsExactly(
                        ".dockerignore",
                        "Dockerfile",
                        "absent/",
                        "absent/y",
                        "conf/",
                        "conf/deep/",
                        "conf/deep/x",
                        "new",
                        "requirements.txt");
        assertThat(Trees.tar(context))
                .filteredOn(entry -> entry.name().equals("requirements.txt"))
                .extracting(Trees.Packed::text)
                .containsExactly("opencv-python-headless");
        assertThat(root.resolve("requirements.txt")).hasContent("opencv-python");
        assertThat(root.resolve("absent")).doesNotExist();
    }

    @Test
    void wrongOverlaysAreToldClearly(@TempDir Path outside) throws IOException {
        file(root, "a/b", "");
        file(root, "f", "");
        file(outside, "key", "");
        Files.createSymbolicLink(root.resolve("link"), outside.resolve("key"));
        Files.createSymbolicLink(root.resolve("way"), outside);

        assertThatThrownBy(() -> open(root, Map.of("x", "missing.txt")))
                .isInstanceOf(ContextException.class)
                .hasMessage(
                        "laying 'missing.txt' over 'x': there is no file 'missing.txt' in the context " + root + ".");
        assertThatThrownBy(() -> open(root, Map.of("a", "f"))).hasMessageContaining("'a' is a folder");
        assertThatThrownBy(() -> open(root, Map.of("x", "a"))).hasMessageContaining("'a' is not a regular file");
        assertThatThrownBy(() -> open(root, Map.of("../x", "f"))).hasMessageContaining("'../x' is not a file's path");
        assertThatThrownBy(() -> open(root, Map.of("x", "../f"))).hasMessageContaining("'../f' is not a file's path");
        assertThatThrownBy(() -> open(root, Map.of("x", "/etc/passwd"))).hasMessageContaining("is not a file's path");
        assertThatThrownBy(() -> open(root, Map.of("x", "link"))).hasMessageContaining("leaves the context");
        assertThatThrownBy(() -> open(root, Map.of("f/x", "f")).entries()).hasMessageContaining("not a folder");
        assertThatThrownBy(() -> open(root, Map.of("way/x", "f")).entries()).hasMessageContaining("not a folder");
        assertThatThrownBy(() -> open(root, Map.of("n", "f", "n/m", "f"))).hasMessageContaining("'n/m' lies below it");
    }

    @Test
    void anOverlaidIgnoreFileIsObeyed() throws IOException {
        file(root, ".dockerignore", "a\n");
        file(root, "other.ignore", "b\n");
        file(root, "a", "");
        file(root, "b", "");

        assertThat(paths(open(root, Map.of(".dockerignore", "other.ignore"))))
                .contains("a")
                .doesNotContain("b");
    }
}
