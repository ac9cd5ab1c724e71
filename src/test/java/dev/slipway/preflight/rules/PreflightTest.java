package dev.slipway.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.AccessSpec;
import dev.slipway.model.AgentSource;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.CacheSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.SecretSource;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.preflight.Dockerfile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
    private final Path folder;
    private String dockerfile = "Dockerfile";
    private String target = "";
    private Map<String, String> overlay = Map.of();
    private Map<String, SecretSource> secrets = Map.of();
    private Map<String, AgentSource> agents = Map.of();
    private Map<String, String> args = Map.of();

    PreflightTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private void file(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** The findings as text, the temporary folder written as {@code ~}. */
    private List<String> findings() {
        return findings(Map.of());
    }

    private List<String> findings(Map<String, String> environment) {
        Path pipelineFile = folder.resolve("pipeline.yaml");
        Origin origin = new Origin(pipelineFile.toString(), 3, 5);
        BuildSpec build = new BuildSpec(
                folder,
                dockerfile,
                target.isEmpty() ? null : target,
                List.of(),
                args,
                overlay,
                new AccessSpec(secrets, agents),
                CacheSpec.NONE);
        Variant variant = new Variant(
                "default",
                build,
                new Proof(List.of(), List.of(), List.of(), Map.of()),
                new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                Budget.UNLIMITED,
                new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                origin);
        Pipeline pipeline = new Pipeline(
                "p",
                "",
                pipelineFile,
                List.of(),
                List.of(new ImageSpec("api", List.of(), List.of(variant, variant), List.of(), origin)),
                List.of(),
                List.of(),
                Nightly.NONE);
        return Preflight.of(pipeline, environment).stream()
                .map(finding -> finding.severity() + " " + finding.toString().replace(folder.toString(), "~"))
                .toList();
    }

    @Test
    void whatIsNoTextIsSaidOnce() throws IOException {
        byte[] noise = new byte[50_000];
        new Random(7).nextBytes(noise);
        Files.write(folder.resolve("Dockerfile"), noise);
        assertThat(findings())
                .containsExactly(
                        "ERROR ~/Dockerfile:1:1: dockerfile-syntax: the file is not text in the encoding UTF-8;"
                                + " builders read no other. ");

        file("Dockerfile", "FROM node:20\nCOPY . .\nRUN npm ci && pip install --no-cache-dir -r requirements.txt\n");
        file(".dockerignore", ".git");
        for (String name : List.of("package.json", "package-lock.json", "requirements.txt")) {
            Files.write(folder.resolve(name), noise);
        }
        assertThat(findings())
                .filteredOn(finding -> finding.contains("stops here"))
                .hasSize(2)
                .allMatch(finding -> finding.contains("is not text in the encoding UTF-8"));
    }

    @Test
    void requirementsAsPowerShellWritesThemAreRead() throws IOException {
        file("Dockerfile", "FROM python:3.11\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\n");
        Files.write(
                folder.resolve("requirements.txt"),
                "opencv-python==4.8.1.78\r\nnumpy\r\n".getBytes(StandardCharsets.UTF_16));
        assertThat(findings())
                .anyMatch(finding -> finding.startsWith("WARNING ~/requirements.txt:2:1: numpy-unbounded"))
                .noneMatch(finding -> finding.contains("stops here"));
    }

    @Test
    void aGoodBuildIsLeftInPeace() throws IOException {
        file("Dockerfile", "FROM node:20\nCOPY package*.json .\nRUN npm ci\nCOPY . .\nCOPY src/*.ts /x/\n");
        file("package.json", "{}");
        file("package-lock.json", "{}");
        file(".dockerignore", ".git");
        assertThat(findings()).isEmpty();
    }

    @Test
    void aMissingDockerfile() throws IOException {
        file("Dockerfile.worker", "FROM a:1\n");
        assertThat(findings())
                .containsExactly("ERROR ~/pipeline.yaml:3:5: dockerfile-missing: opening the build context ~: "
                        + "there is no Dockerfile 'Dockerfile'. Maybe 'Dockerfile.worker' is meant?");
        Files.writeString(folder.resolve("pipeline.yaml"), "a\n# slipway:ignore=dockerfile-missing\nb\n");
        assertThat(findings()).isEmpty();
    }

    @Test
    void anUnknownTarget() throws IOException {
        file("Dockerfile", "FROM a:1 AS base\nFROM base AS production\n");
        target = "prod";
        assertThat(findings())
                .containsExactly("ERROR ~/pipeline.yaml:3:5: unknown-target: ~/Dockerfile has no stage 'prod'. "
                        + "Maybe one of 'base', 'production'?");
    }

    @Test
    void syntaxProblemsAndUnresolvedBases() throws IOException {
        file("Dockerfile", "ARG V\nFROM a:$V\nRUNN x\n");
        assertThat(findings())
                .containsExactly(
                        "ERROR ~/Dockerfile:3:1: dockerfile-syntax: unknown instruction 'RUNN'. ",
                        "ERROR ~/Dockerfile:2:1: base-unresolved: FROM a:$V: a variable in it has no value. "
                                + "Maybe give the ARG a default before the first FROM, or a value under 'args:'.");
    }

    @Test
    void missingAndIgnoredSources() throws IOException {
        file(".dockerignore", "# data\n*.txt\n!keep.txt\n");
        file("Dockerfile", "FROM a:1\nCOPY requirements.txt ap.py keep.txt ./\nCOPY link/x no*match .\n");
        file("requirements.txt", "");
        file("keep.txt", "");
        file("app.py", "");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("elsewhere"));
        assertThat(findings())
                .containsExactly(
                        "ERROR ~/Dockerfile:2:6: copy-source-ignored: COPY 'requirements.txt': the file is there, but "
                                + "'*.txt' at ~/.dockerignore:2:1 hides it from the builder. Maybe add '!requirements.txt' below that line.",
                        "ERROR ~/Dockerfile:2:23: copy-source-missing: COPY 'ap.py': there is no such path in the context ~. "
                                + "Maybe 'app.py' is meant?");
    }

    @Test
    void anOverlaidSourceIsThere() throws IOException {
        file("Dockerfile", "FROM a:1\nCOPY requirements.txt .\n");
        file("requirements.headless.txt", "");
        overlay = Map.of("requirements.txt", "requirements.headless.txt");
        assertThat(findings()).isEmpty();
        overlay = Map.of("requirements.txt", "missing.txt");
        assertThat(findings())
                .containsExactly("ERROR ~/pipeline.yaml:3:5: overlay: laying 'missing.txt' over 'requirements.txt': "
                        + "there is no file 'missing.txt' in the context ~. ");
    }

    @Test
    void npmCiWithoutALock() throws IOException {
        file("Dockerfile", "FROM node:20\nCOPY package.json .\nRUN cd /app && npm ci\n");
        file("package.json", "{}");
        assertThat(findings())
                .singleElement()
                .asString()
                .contains("npm-ci-without-lock")
                .contains("there is none in the context");
        file("package-lock.json", "{}");
        assertThat(findings())
                .singleElement()
                .asString()
                .contains("'package-lock.json' is not copied before this line");
        file(".dockerignore", "package-lock.json\n");
        assertThat(findings())
                .singleElement()
                .asString()
                .contains("'package-lock.json' at ~/.dockerignore:1:1 hides it");
        file(
                "Dockerfile",
                "FROM node:20\nCOPY package.json .\n# slipway:ignore=root-user,npm-ci-without-lock\n# and why\nRUN npm ci\n");
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM node:20 AS a\\nCOPY package-lock.json .\\nFROM a\\nRUN npm ci|true",
                "FROM node:20 AS a\\nCOPY package-lock.json .\\nFROM node:20\\nRUN npm ci|false",
                "FROM node:20\\nRUN npm ci\\nCOPY . .|false",
                "FROM node:20\\nCOPY pack*.json .\\nRUN npm ci|true",
                "FROM x:1 AS y\\nFROM node:20\\nCOPY --from=y /p .\\nRUN npm ci|true",
                "FROM node:20\\nRUN --mount=type=bind,source=package-lock.json,target=package-lock.json npm ci|true",
                "FROM node:20\\nRUN <<E\\nnpm ci\\nE|false",
                "FROM node:20\\nRUN npm circle|true",
            })
    void theLockMustArriveBefore(String text, boolean fine) throws IOException {
        file("package-lock.json", "{}");
        file("Dockerfile", text.replace("\\n", "\n"));
        assertThat(findings().isEmpty()).isEqualTo(fine);
    }

    @Test
    void secretsThatNobodySupplies() throws IOException {
        file("Dockerfile", "FROM a:1\nRUN --mount=type=secret,id=hf_token --mount=type=secret,id=k,required=true x\n");
        secrets = Map.of("k", new SecretSource.FromEnvironment("K", true, new Origin("p", 1, 1)));
        assertThat(findings())
                .containsExactly(
                        "WARNING ~/Dockerfile:2:1: secret-not-supplied: RUN mounts the secret 'hf_token', which the "
                                + "pipeline does not supply to variant 'default'; the file will silently be absent. "
                                + "Maybe add 'secrets: {hf_token: {env: HF_TOKEN}}' to the image.");
        secrets = Map.of();
        assertThat(findings())
                .anySatisfy(one ->
                        assertThat(one).startsWith("ERROR").contains("'k'").contains("it is required"));
    }

    @Test
    void agentsThatNobodySupplies() throws IOException {
        file(
                "Dockerfile",
                """
                FROM a:1
                RUN --mount=type=ssh x
                RUN --mount=type=ssh,id=deploy,required x
                # slipway:ignore=ssh-not-supplied
                RUN --mount=type=ssh,id=silent x
                """);
        assertThat(findings())
                .containsExactly(
                        "WARNING ~/Dockerfile:2:1: ssh-not-supplied: RUN mounts the ssh agent 'default', which the pipeline "
                                + "does not supply to variant 'default'; the agent will silently be absent. "
                                + "Maybe add 'ssh: default' to the image.",
                        "ERROR ~/Dockerfile:3:1: ssh-not-supplied: RUN mounts the ssh agent 'deploy', which the pipeline "
                                + "does not supply to variant 'default'; it is required. "
                                + "Maybe add 'ssh: {deploy: /path/agent.sock}' to the image.");
        Origin origin = new Origin("p", 1, 1);
        agents = Map.of(
                "default",
                new AgentSource.FromEnvironment(origin),
                "deploy",
                new AgentSource.AtSocket(Path.of("/run/agent.sock"), origin));
        assertThat(findings()).isEmpty();
    }

    @Test
    void argumentsThatHoldASecret() throws IOException {
        file("Dockerfile", "FROM a:1\nARG INDEX_URL\n");
        secrets = Map.of("index", new SecretSource.FromEnvironment("INDEX_TOKEN", true, new Origin("p", 1, 1)));
        args = Map.of("INDEX_URL", "https://ci:t0ken@index.example.org/simple", "OTHER", "x");
        assertThat(findings(Map.of("INDEX_TOKEN", "t0ken")))
                .containsExactly(
                        "WARNING ~/pipeline.yaml:3:5: secret-in-argument: The build argument INDEX_URL holds the "
                                + "value of the secret 'index', and would be readable in the image's history. "
                                + "Maybe leave it to 'RUN --mount=type=secret,id=index'.");
        assertThat(findings(Map.of("INDEX_TOKEN", "another"))).isEmpty();
        assertThat(findings(Map.of("INDEX_TOKEN", "t"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "type=secret,id=a|a",
                "type=secret,id=a,target=/b/c|a",
                "type=secret,target=/b/c|c",
                "type=secret,source=b/c|b/c",
                "type=secret,id=a,src=d|d",
                "type=secret,id=a,env=TOKEN|a",
            })
    void aSecretIsKnownByWhatBuildKitAsksFor(String mount, String id) {
        assertThat(Dockerfile.parse("FROM x\nRUN --mount=" + mount + " y\n", "f")
                        .secretsMounted())
                .extracting(Dockerfile.SecretMount::id)
                .containsExactly(id);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "ARG HF_TOKEN|true",
                "ENV DB_PASSWORD=x|true",
                "ENV API_KEY x|true",
                "ENV A=1 AWS_SECRET_ACCESS_KEY=y|true",
                "ARG github-token|true",
                "ENV TOKENIZERS_PARALLELISM=false|false",
                "ENV ACCESS_TOKEN_EXPIRE_MINUTES=30|false",
                "ENV MAX_TOKENS=5|false",
                "ENV DB_PASSWORD_FILE=/run/secrets/db|false",
                "ENV KEY=x CACHE_KEY=y|false",
                "ENV REQUIRE_TOKEN=true|false",
                "# slipway:ignore=secret-in-image\\nARG HF_TOKEN|false",
                "# slipway:ignore=other\\nARG HF_TOKEN|true",
            })
    void namesThatLookLikeSecrets(String text, boolean found) throws IOException {
        file("Dockerfile", "FROM a:1\n" + text.replace("\\n", "\n") + "\n");
        assertThat(findings().stream().anyMatch(one -> one.contains("secret-in-image")))
                .isEqualTo(found);
    }

    @Test
    void aContextThatIsMostlyBallast() throws IOException {
        file("Dockerfile", "FROM a:1\n");
        hole("web/node_modules/x/big", 60_000_000);
        hole(".git/pack", 3_000_000);
        assertThat(findings())
                .containsExactly(
                        "WARNING ~/pipeline.yaml:3:5: context-weight: 63 MB of the 63 MB in the context ~ should not "
                                + "be sent: web/node_modules 60 MB, .git 3.0 MB. Maybe list '**/.git', '**/node_modules' in .dockerignore.");
        file(".dockerignore", "**/node_modules\n");
        assertThat(findings()).isEmpty();
        file(".dockerignore", "x");
        hole("weights", 100_000_000);
        assertThat(findings()).isEmpty();
    }

    private void hole(String path, long size) throws IOException {
        file(path, "");
        Files.delete(folder.resolve(path));
        try (SeekableByteChannel hole = Files.newByteChannel(
                folder.resolve(path),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            hole.position(size - 1).write(ByteBuffer.wrap(new byte[1]));
        }
    }

    @Test
    void aBadIgnoreFile() throws IOException {
        file("Dockerfile", "FROM a:1\n");
        file(".dockerignore", "ok\n[\n");
        assertThat(findings())
                .containsExactly(
                        "ERROR ~/.dockerignore:2:1: ignore-file: '[' is not a pattern: its '[' is never closed. ");
    }
}
