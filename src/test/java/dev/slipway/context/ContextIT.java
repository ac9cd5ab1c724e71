package dev.slipway.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ContextStream;
import dev.slipway.engine.EngineInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an image holds after COPY from our tar, beside what the docker client's own reading of the folder gives. */
class ContextIT {
    /** What the engine puts into every container. */
    private static final Set<String> OF_THE_CONTAINER = Set.of(
            ".dockerenv",
            "dev",
            "etc",
            "proc",
            "sys",
            "dev/console",
            "dev/pts",
            "dev/shm",
            "etc/hostname",
            "etc/hosts",
            "etc/mtab",
            "etc/resolv.conf");

    private final Path root;

    ContextIT(@TempDir Path root) {
        this.root = root;
    }

    @BeforeAll
    static void needsAnEngineAndItsClient() throws Exception {
        Assumptions.assumeTrue(System.getenv("DOCKER_HOST") != null, "DOCKER_HOST is not set");
        try {
            Assumptions.assumeTrue(
                    new ProcessBuilder("docker", "version")
                                    .redirectErrorStream(true)
                                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                    .start()
                                    .waitFor()
                            == 0,
                    "no engine answers at DOCKER_HOST");
        } catch (IOException e) {
            Assumptions.abort("the docker client is not installed");
        }
    }

    private void tree() throws IOException {
        Trees.file(root, "Dockerfile", "FROM scratch\nCOPY . /\nCMD [\"x\"]\n");
        for (String path : List.of(
                "app.py",
                "src/a.py",
                "src/a.pyc",
                "src/deep/er/b.py",
                "src/deep/er/b.log",
                "node_modules/x/index.js",
                "node_modules/keep/me",
                "docs/readme.md",
                "docs/README-secret.md",
                "README.md",
                "é ü/ñ.txt",
                "new\nline",
                "😀",
                ".hidden/x",
                "#odd",
                "[x]/y",
                "back\\slash",
                "only.log")) {
            Trees.file(root, path, "content of " + path);
        }
        Files.createDirectories(root.resolve("empty/inner"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("app.py"));
        Files.createSymbolicLink(root.resolve("out"), Path.of("/etc/nowhere"));
        Files.createLink(root.resolve("hard"), root.resolve("app.py"));
    }

    /**
     * No exception begins with a wildcard here: the client's classic walk never enters an ignored folder for one, while
     * its BuildKit walk does, and so does ours.
     */
    private static final List<String> RULES = List.of(
            "",
            "*.log\n**/*.pyc\nnode_modules\n",
            "*\n!src\n!app.py\n",
            "*\n!src/deep/er/*.py\n!node_modules/keep/me\n",
            "Dockerfile\n.dockerignore\nnode_modules/**\n!node_modules/keep\n",
            "**\n!docs/*.md\ndocs/README*.md\n",
            "\uFEFF# comment\n /src/ \n./docs/../README.md\n\\#odd\n\\[x\\]\n",
            "*.md\n!README*.md\n**/b.*\nempty/**\n",
            "s?c/[!x]*\n[a-e]*\né*\n",
            "Docker*\nnew*\n");

    @Test
    void theClassicBuilderSeesTheSameFiles() throws Exception {
        tree();
        for (String rules : RULES) {
            Trees.file(root, ".dockerignore", rules);
            Map<String, String> theirs = image(Map.of("DOCKER_BUILDKIT", "0"), root, null, "Dockerfile");
            BuildContext context = Trees.open(root);
            Map<String, String> ours = image(Map.of("DOCKER_BUILDKIT", "0"), null, context, context.dockerfile());

            assertThat(ours).as("with the rules%n%s", rules).isEqualTo(theirs);
        }
    }

    @Test
    void aDockerfileElsewhereLeavesNoTraceWithTheClassicBuilder(@TempDir Path elsewhere) throws Exception {
        tree();
        Path dockerfile = Trees.file(elsewhere, "Dockerfile", Files.readString(root.resolve("Dockerfile")));
        BuildContext context = BuildContext.open(root, dockerfile.toString(), Map.of());
        Map<String, String> ours = image(Map.of("DOCKER_BUILDKIT", "0"), null, context, context.dockerfile());

        assertThat(ours).isEqualTo(image(Map.of("DOCKER_BUILDKIT", "0"), root, null, "Dockerfile"));
    }

    @Test
    void anEntryOfTheTarIsAnEntryOfTheImage() throws Exception {
        tree();
        Trees.file(root, ".dockerignore", RULES.get(1));
        BuildContext context = Trees.open(root);
        ContextStream tar = context.tarFor(EngineInfo.Builder.CLASSIC);

        assertThat(image(Map.of("DOCKER_BUILDKIT", "0"), null, tar, context.dockerfile())
                        .keySet())
                .isEqualTo(new TreeSet<>(Trees.paths(context)));
    }

    /** Builds from a folder or from a tar, and lists what the image holds: type, mode, link target and text. */
    private static Map<String, String> image(
            Map<String, String> env, @Nullable Path folder, @Nullable ContextStream tar, String dockerfile)
            throws Exception {
        String tag = "slipway-context-it:" + UUID.randomUUID();
        List<String> command = new ArrayList<>(List.of("docker", "build", "-q", "--no-cache", "-t", tag));
        command.addAll(List.of(
                "-f", folder == null ? dockerfile : folder.resolve(dockerfile).toString()));
        command.add(folder == null ? "-" : folder.toString());
        Process build = start(env, command);
        try (OutputStream in = build.getOutputStream()) {
            if (tar != null) {
                tar.writeTo(in);
            }
        }
        assertThat(build.waitFor()).isZero();
        String container = text(List.of("docker", "create", tag));
        try {
            return export(container);
        } finally {
            text(List.of("docker", "rm", "-f", container));
            text(List.of("docker", "rmi", "-f", tag));
        }
    }

    private static Process start(Map<String, String> env, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(env);
        return builder.start();
    }

    private static String text(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = process.getInputStream()) {
            String text = new String(out.readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor()).isZero();
            return text;
        }
    }

    private static Map<String, String> export(String container) throws IOException, InterruptedException {
        Map<String, String> files = new TreeMap<>();
        Process process = new ProcessBuilder("docker", "export", container)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(process.getInputStream(), "UTF-8")) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().replaceAll("/$", "");
                if (OF_THE_CONTAINER.contains(name)) {
                    continue;
                }
                // The client keeps hard links within a context; ours are files of their own, with the same bytes.
                files.put(
                        name,
                        entry.isLink()
                                ? files.get(entry.getLinkName())
                                : "%o %s %s %s"
                                        .formatted(
                                                entry.getMode() & 07777,
                                                entry.isDirectory(),
                                                entry.getLinkName(),
                                                entry.isFile() ? new String(tar.readAllBytes(), UTF_8) : ""));
            }
            assertThat(process.waitFor()).isZero();
        }
        return files;
    }
}
