package dev.slipway.context;

import static dev.slipway.context.Shown.following;
import static dev.slipway.context.Trees.file;
import static dev.slipway.context.Trees.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.TreeEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveredTreeTest {
    private final Path root;

    DeliveredTreeTest(@TempDir Path root) {
        this.root = root;
    }

    private static Delivery deliver(BuildContext context) throws IOException {
        return context.deliver(Freshness.CACHED);
    }

    private Shown show(Wanted wanted) throws IOException {
        return Shown.of(deliver(open(root)).context(), wanted);
    }

    private Shown show(String... followed) throws IOException {
        return show(following(followed));
    }

    @Test
    void everythingIsShownAsItIs() throws Exception {
        Path tool = file(root, "bin/tool", "#!");
        Files.setLastModifiedTime(tool, FileTime.from(Instant.parse("2021-02-03T04:05:06.123456789Z")));
        assertThat(new ProcessBuilder("chmod", "4751", tool.toString()).start().waitFor())
                .isZero();
        Files.createSymbolicLink(root.resolve("latest"), Path.of("bin/tool"));

        Shown shown = show(Wanted.ALL);

        assertThat(shown.paths()).containsExactly("Dockerfile", "bin", "bin/tool", "latest");
        TreeEntry.RegularFile sent = shown.file("bin/tool");
        assertThat(sent.mode()).isEqualTo(04751);
        assertThat(sent.modified()).isEqualTo(1_612_325_106_123_456_789L);
        assertThat(shown.text("bin/tool")).isEqualTo("#!");
        assertThat(shown.at("latest"))
                .isInstanceOfSatisfying(TreeEntry.SymbolicLink.class, link -> assertThat(link.target())
                        .isEqualTo("bin/tool"));
    }

    @Test
    void namesComeInTheOrderOfTheirBytes() throws IOException {
        for (String name : List.of("a/z", "a.b", "a-b", "B", "é", "～", "😀", "a\nb", "a b", "*", "[x]")) {
            file(root, name, name);
        }

        Shown shown = show(Wanted.ALL);

        assertThat(shown.paths())
                .containsExactly(
                        "*", "B", "Dockerfile", "[x]", "a", "a/z", "a\nb", "a b", "a-b", "a.b", "é", "～", "😀");
        assertThat(shown.text("a\nb")).isEqualTo("a\nb");
        assertThat(shown.text("😀")).isEqualTo("😀");
    }

    @Test
    void furtherNamesOfAFileAreHardLinksToTheFirstThatIsWanted() throws IOException {
        Path first = file(root, "a/one", "same");
        Files.createLink(root.resolve("b"), first);
        Files.createLink(Files.createDirectories(root.resolve("c")).resolve("three"), first);
        file(root, "other", "same");

        assertThat(show(Wanted.ALL).at("b"))
                .isInstanceOfSatisfying(
                        TreeEntry.HardLink.class, link -> assertThat(link.of()).isEqualTo("a/one"));
        Shown two = show("c", "b");
        assertThat(two.paths()).containsExactly("b", "c", "c/three");
        assertThat(two.text("b")).isEqualTo("same");
        assertThat(two.at("c/three")).isInstanceOfSatisfying(TreeEntry.HardLink.class, link -> assertThat(link.of())
                .isEqualTo("b"));
        assertThat(show("c/three").text("c/three")).isEqualTo("same");
        assertThat(show(Wanted.ALL).text("other")).isEqualTo("same");
    }

    @Test
    void whatIsLaidOverIsNeverAHardLink() throws IOException {
        Path source = file(root, "z-source", "laid");
        Files.createLink(root.resolve("y-name"), source);
        file(root, "a", "old");

        Shown shown = Shown.of(
                deliver(open(root, Map.of("a", "z-source", "b", "z-source"))).context());

        assertThat(shown.text("a")).isEqualTo("laid");
        assertThat(shown.text("b")).isEqualTo("laid");
        assertThat(shown.at("z-source")).isInstanceOfSatisfying(TreeEntry.HardLink.class, link -> assertThat(link.of())
                .isEqualTo("y-name"));
    }

    @Test
    void includedPathsComeWithWhatIsInThemAndTheFoldersAbove() throws IOException {
        file(root, "src/app/main.py", "");
        file(root, "src/app/deep/x.py", "");
        file(root, "src/other.py", "");
        file(root, "docs/a.md", "");

        assertThat(show(new Wanted(List.of("src/app"), List.of(), List.of())).paths())
                .containsExactly("src", "src/app", "src/app/deep", "src/app/deep/x.py", "src/app/main.py");
        assertThat(show(new Wanted(List.of("**/*.md"), List.of(), List.of())).paths())
                .containsExactly("docs", "docs/a.md");
        assertThat(show(new Wanted(List.of("docs"), List.of(), List.of("src/other.py")))
                        .paths())
                .containsExactly("docs", "docs/a.md", "src", "src/other.py");
        assertThat(show(new Wanted(List.of("nothing"), List.of(), List.of())).paths())
                .isEmpty();
    }

    @Test
    void excludedPathsAreLeftOutAsByAnIgnoreFile() throws IOException {
        file(root, "src/main.py", "");
        file(root, "src/main.pyc", "");
        file(root, "node_modules/keep/me", "");
        file(root, "node_modules/drop/me", "");
        file(root, "#x", "");

        Wanted wanted = new Wanted(
                List.of(), List.of("**/*.pyc", "node_modules", "!node_modules/keep", "#x", "Dockerfile"), List.of());

        assertThat(show(wanted).paths())
                .containsExactly("node_modules", "node_modules/keep", "node_modules/keep/me", "src", "src/main.py");
    }

    @Test
    void halfReadExcludesCountForNothing() throws IOException {
        file(root, "é", "");

        assertThat(show(new Wanted(List.of(), List.of("*", "!\uFFFD"), List.of()))
                        .paths())
                .containsExactly("Dockerfile", "é");
    }

    @Test
    void theIgnoreFileDecidesBeforeTheEngineIsAsked() throws IOException {
        file(root, ".dockerignore", "*.log\n!keep.log\n");
        file(root, "a.log", "");
        file(root, "keep.log", "");

        assertThat(show(Wanted.ALL).paths()).containsExactly(".dockerignore", "Dockerfile", "keep.log");
        assertThat(show("*.log").paths()).containsExactly("keep.log");
    }

    @Test
    void followedPathsMayHoldWildcards() throws IOException {
        for (String path : List.of("package.json", "package-lock.json", "src/a.ts", "src/b.js", "lib/a.ts", "x[1]")) {
            file(root, path, "");
        }

        assertThat(show("package*.json").paths()).containsExactly("package-lock.json", "package.json");
        assertThat(show("*/a.ts").paths()).containsExactly("lib", "lib/a.ts", "src", "src/a.ts");
        assertThat(show("[sl]??/*.js").paths()).containsExactly("src", "src/b.js");
        assertThat(show("p\\*").paths()).isEmpty();
        assertThat(show("x[1]").paths()).containsExactly("x[1]");
        assertThat(show("x\\[1]").paths()).containsExactly("x[1]");
        assertThat(show("s**c").paths()).contains("src/a.ts");
        assertThat(show("src/").paths()).containsExactly("src", "src/a.ts", "src/b.js");
        assertThat(show("[").paths()).isEmpty();
    }

    @Test
    void theTreeItselfIsAllOfIt() throws IOException {
        file(root, "a/b", "");

        for (String all : List.of(".", "", "/", "./", "a/..", "../..")) {
            assertThat(show("nothing", all).paths()).as(all).containsExactly("Dockerfile", "a", "a/b");
        }
    }

    @Test
    void linksAreFollowedWithinTheTree() throws IOException {
        file(root, "real/data/file", "");
        file(root, "real/unwanted", "");
        Files.createSymbolicLink(root.resolve("link"), Path.of("hop"));
        Files.createSymbolicLink(root.resolve("hop"), Path.of("/real/data"));
        Files.createSymbolicLink(root.resolve("real/up"), Path.of("../../../real/./data/../data"));
        Files.createSymbolicLink(root.resolve("out"), Path.of("/etc/hostname"));
        Files.createSymbolicLink(root.resolve("gone"), Path.of("nowhere"));

        assertThat(show("link/file").paths()).containsExactly("hop", "link", "real", "real/data", "real/data/file");
        assertThat(show("link").paths()).containsExactly("hop", "link", "real", "real/data", "real/data/file");
        assertThat(show("real/up/f*").paths()).containsExactly("real", "real/data", "real/data/file", "real/up");
        assertThat(show("*p").paths()).containsExactly("hop", "real", "real/data", "real/data/file");
        assertThat(show("out", "gone", "missing").paths()).containsExactly("gone", "out");
    }

    @Test
    void aLinkToTheTreeItselfWantsAll() throws IOException {
        file(root, "a/b", "");
        Files.createSymbolicLink(root.resolve("top"), Path.of("a/../."));

        assertThat(show("top").paths()).containsExactly("Dockerfile", "a", "a/b", "top");
    }

    @Test
    void dotsAfterALinkAreReadBothWays() throws IOException {
        file(root, "deep/er/x", "");
        file(root, "deep/y", "");
        file(root, "y", "");
        Files.createSymbolicLink(root.resolve("link"), Path.of("deep/er"));

        assertThat(show("link/../y").paths()).contains("deep/y", "y", "link").doesNotContain("deep/er/x");
    }

    @Test
    void circlesOfLinksEnd() throws IOException {
        Files.createSymbolicLink(root.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(root.resolve("b"), Path.of("a"));
        Files.createSymbolicLink(root.resolve("self"), Path.of("self/self"));
        Files.createDirectory(root.resolve("d"));
        Files.createSymbolicLink(root.resolve("d/loop"), Path.of("../d/loop/x"));

        assertThat(show("a/x", "self", "d/loop/y").paths()).contains("a", "b", "self", "d/loop");
    }

    @Test
    void whatChangedSinceTheScanIsNotSent() throws IOException {
        Path file = file(root, "data", "old");
        FileTime time = Files.getLastModifiedTime(file);
        Shown shown = show(Wanted.ALL);

        Files.writeString(file, "longer");
        assertThatThrownBy(() -> shown.text("data"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("reading 'data' of the build context: it became longer than its 3 bytes");
        Files.writeString(file, "new");
        Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 1000));
        assertThatThrownBy(() -> shown.text("data")).hasMessageContaining("'data'");
        Files.delete(file);
        assertThatThrownBy(() -> shown.text("data"))
                .hasMessage("reading 'data' of the build context: it vanished while the context was being read.");
        Files.createDirectory(file);
        assertThatThrownBy(() -> shown.text("data")).hasMessageContaining("'data'");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/etc/hostname"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThatThrownBy(() -> shown.file("data").content().writeTo(bytes)).hasMessageContaining("'data'");
        assertThat(bytes.size()).isZero();
    }

    @Test
    void theDockerfileIsATreeOfItsOwn() throws IOException {
        file(root, "docker/app.Dockerfile", "FROM scratch\nCOPY . /\n");
        file(root, ".dockerignore", "# none\ndocker\n #é\n*.log\n");
        BuildContext context = BuildContext.open(root, "docker/app.Dockerfile", Map.of());

        Shown dockerfile = Shown.of(deliver(context).dockerfile());

        assertThat(context.dockerfile()).isEqualTo("docker/app.Dockerfile");
        assertThat(dockerfile.paths())
                .containsExactly("docker", "docker/app.Dockerfile", "docker/app.Dockerfile.dockerignore");
        assertThat(dockerfile.text("docker/app.Dockerfile")).isEqualTo("FROM scratch\nCOPY . /\n");
        assertThat(dockerfile.text("docker/app.Dockerfile.dockerignore"))
                .isEqualTo("# What is not part of the build context.\ndocker\n #é\n*.log\n");
        assertThat(Shown.of(deliver(context).context()).paths()).containsExactly(".dockerignore");
    }

    @Test
    void aDockerfileElsewhereIsNotInTheContext(@TempDir Path outside) throws IOException {
        Path dockerfile = file(outside, "Dockerfile", "FROM scratch\n");
        file(root, "a", "");
        BuildContext context = BuildContext.open(root, dockerfile.toString(), Map.of());

        assertThat(Shown.of(deliver(context).context()).paths()).containsExactly("a");
        assertThat(Shown.of(deliver(context).dockerfile()).text(context.dockerfile()))
                .isEqualTo("FROM scratch\n");
    }

    @Test
    void theEngineIsToldWhatIsLaidOverIgnoredPaths() throws IOException {
        file(root, ".dockerignore", "*.txt\nconf\n");
        file(root, "new", "n");
        BuildContext context = open(root, Map.of("we[i]rd one.txt", "new", "conf/a", "new"));
        Delivery delivery = deliver(context);

        String told = Shown.of(delivery.dockerfile()).text("Dockerfile.dockerignore");
        List<String> excluded =
                told.lines().filter(line -> !line.startsWith("#")).toList();

        assertThat(Shown.of(delivery.context(), new Wanted(List.of(), excluded, List.of()))
                        .paths())
                .containsExactly(".dockerignore", "Dockerfile", "conf", "conf/a", "new", "we[i]rd one.txt");
    }

    @Test
    void anotherDockerfileOfTheSameSizeHasAnotherTime() throws IOException {
        file(root, "Dockerfile", "FROM a\n");
        TreeEntry one = Shown.of(deliver(open(root)).dockerfile()).at("Dockerfile");
        TreeEntry again = Shown.of(deliver(open(root)).dockerfile()).at("Dockerfile");
        file(root, "Dockerfile", "FROM b\n");
        TreeEntry other = Shown.of(deliver(open(root)).dockerfile()).at("Dockerfile");

        assertThat(again.modified()).isEqualTo(one.modified());
        assertThat(other.modified()).isNotEqualTo(one.modified()).isPositive();
    }

    @Test
    void aForgetfulContextComesUnderAnotherKeyEachTime() throws IOException {
        BuildContext context = open(root);

        assertThat(deliver(context).key())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(deliver(context).key());
    }
}
