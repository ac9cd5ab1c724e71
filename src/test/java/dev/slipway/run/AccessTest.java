package dev.slipway.run;

import static dev.slipway.engine.fake.Script.exits;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.BuildCache;
import dev.slipway.engine.BuildCache.Extent;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.fake.Script;
import dev.slipway.model.AccessSpec;
import dev.slipway.model.AgentSource;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.CacheSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.SecretSource;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a build may use reaches it, and nobody else. */
@Timeout(60)
class AccessTest {
    private static final String VALUE = "t0ken-of-nobody's business";

    @TempDir
    private Path folder = Path.of("");

    private final FakeEngine engine = new FakeEngine().with("python:3.11-slim");
    private final Map<String, String> environment = new HashMap<>();
    private final List<ImageSpec> images = new ArrayList<>();
    private EventRecorder story = new EventRecorder();
    private Path context = Path.of("");
    private int runs;

    @BeforeEach
    void aContext() throws IOException {
        context = Files.createDirectories(folder.resolve("backend"));
        dockerfile("RUN --mount=type=secret,id=token true");
        environment.put("TOKEN", VALUE);
    }

    @AfterEach
    void everyStartHasItsEnd() {
        story.assertWellFormed();
        assertThat(engine.left()).isEmpty();
    }

    private void dockerfile(String... lines) throws IOException {
        Files.writeString(
                context.resolve("Dockerfile"), "FROM python:3.11-slim\nCOPY . .\n" + String.join("\n", lines) + "\n");
    }

    private static SecretSource variable(String name, boolean required) {
        return new SecretSource.FromEnvironment(name, required, Models.NOWHERE);
    }

    private static AccessSpec secret(SecretSource source) {
        return new AccessSpec(Map.of("token", source), Map.of());
    }

    private BuildSpec spec(AccessSpec access, CacheSpec cache, String... platforms) {
        return new BuildSpec(context, "Dockerfile", null, List.of(platforms), Map.of(), Map.of(), access, cache);
    }

    private void image(String name, BuildSpec build) {
        Variant variant = new Variant(
                "default",
                build,
                new Proof(List.of(), List.of(), List.of(), Map.of()),
                new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10)),
                Budget.UNLIMITED,
                new RetryPolicy(1, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofHours(1)),
                Models.NOWHERE);
        Variant fallback = new Variant(
                "fallback",
                BuildSpec.of(context, "Dockerfile"),
                variant.proof(),
                variant.timeouts(),
                variant.budget(),
                variant.retry(),
                Models.NOWHERE);
        images.add(new ImageSpec(name, List.of(), List.of(variant, fallback), List.of(), Models.NOWHERE));
    }

    private Verdict build() {
        runs++;
        story = new EventRecorder();
        Pipeline pipeline = new Pipeline(
                "stack", "", folder.resolve("pipeline.yaml"), List.of(), images, List.of(), List.of(), Nightly.NONE);
        RunSetting setting = new RunSetting(
                "20260101-00000" + runs + "-abcd",
                pipeline,
                new Home(folder.resolve("home")),
                1,
                Thoroughness.USUAL,
                "test");
        return new Run(
                        engine,
                        setting,
                        List.of(story),
                        new ManualTicker(),
                        new Diagnostician(RuleBook.bundled())::diagnose,
                        new Secrets(environment, folder, new Mask()))
                .build(List.of(), new StopSignal());
    }

    private BuildRequest request() {
        assertThat(engine.requests()).hasSize(1);
        return engine.requests().get(0);
    }

    private Diagnosis why() {
        return story.all(RunEvent.AttemptEnded.class).stream()
                .map(RunEvent.AttemptEnded::why)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElseThrow();
    }

    private List<String> notices(Level level) {
        return story.all(RunEvent.Noticed.class).stream()
                .filter(notice -> notice.level() == level)
                .map(RunEvent.Noticed::text)
                .toList();
    }

    private String everythingTold() {
        StringBuilder told = new StringBuilder(story.events().toString());
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                told.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return told.toString();
    }

    @Test
    void secretsAgentsCacheAndPlatformsReachTheBuild() throws IOException {
        Path socket = Files.createTempDirectory("agent").resolve("s");
        try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            agent.bind(UnixDomainSocketAddress.of(socket));
            environment.put("SSH_AUTH_SOCK", socket.toString());
            AccessSpec access = new AccessSpec(
                    Map.of("token", variable("TOKEN", true)),
                    Map.of("default", new AgentSource.FromEnvironment(Models.NOWHERE)));
            CacheSpec cache = new CacheSpec(List.of("a/b:main"), new CacheSpec.Target("a/b:cache", true), true);
            image("backend", spec(access, cache, "linux/amd64", "linux/arm64"));
            assertThat(build()).isEqualTo(Verdict.PROVEN);
            assertThat(request().access().agents()).isEqualTo(Map.of("default", socket));
        } finally {
            Files.deleteIfExists(socket);
        }
        assertThat(request().access().secrets().values())
                .singleElement()
                .extracting(SecretValue::bytes)
                .isEqualTo(VALUE.getBytes(StandardCharsets.UTF_8));
        assertThat(request().cache()).isEqualTo(new BuildCache(List.of("a/b:main"), "a/b:cache", Extent.ALL, true));
        assertThat(request().platforms()).containsExactly("linux/amd64", "linux/arm64");
    }

    @Test
    void aRequiredSecretThatCannotBeHadStopsTheImageBeforeAnythingIsSent() {
        image("backend", spec(secret(variable("UNSET", true)), CacheSpec.NONE));
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(engine.requests()).isEmpty();
        assertThat(engine.calls()).noneMatch(call -> call.startsWith("pull"));
        assertThat(why().category()).isEqualTo("secret-missing");
        assertThat(why().nature()).isEqualTo(Nature.CONFIGURATION);
        assertThat(why().quotes().get(0).text())
                .isEqualTo("test.yaml:1:1: the secret 'token': the variable 'UNSET' is not set or empty");
    }

    @Test
    void anOptionalSecretThatIsAbsentIsToldOnceForAllImages() {
        image("backend", spec(secret(variable("UNSET", false)), CacheSpec.NONE));
        image("worker", spec(secret(variable("UNSET", false)), CacheSpec.NONE));
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(notices(Level.INFO))
                .containsExactly("backend is built without an optional secret; "
                        + "the secret 'token': the variable 'UNSET' is not set or empty");
    }

    @Test
    void aCommandIsAskedOnceARunThoughImagesShareItAndAttemptsFail() throws IOException {
        SecretSource counted =
                new SecretSource.FromCommand(List.of("sh", "-c", "echo x >> count; echo value"), true, Models.NOWHERE);
        image("backend", spec(secret(counted), CacheSpec.NONE));
        image("worker", spec(secret(counted), CacheSpec.NONE));
        build();
        assertThat(folder.resolve("count")).hasContent("x");
        assertThat(engine.requests()).hasSize(2);
        build();
        assertThat(folder.resolve("count"))
                .as("nothing is asked for what is kept")
                .hasContent("x");
    }

    @Test
    void aSecretThatABuildPrintsIsToldNowhere() {
        String encoded = "dDBrZW4tb2Ytbm9ib2R5J3MgYnVzaW5lc3M=";
        Script careless = exits(
                1,
                "+ curl -H 'Authorization: " + VALUE + "'",
                "x".repeat(4090) + VALUE,
                encoded,
                "error: command 'gcc' failed: " + VALUE + " No such file or directory");
        image("backend", spec(secret(variable("TOKEN", true)), CacheSpec.NONE));
        engine.onBuild("backend", careless, careless);
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(everythingTold())
                .doesNotContain(VALUE, encoded, VALUE.substring(0, 6))
                .contains("Authorization: ***");
        assertThat(why().quotes()).anyMatch(quote -> quote.text().contains("***"));
    }

    @Test
    void aSecretInTheWordsOfTheEngineIsToldNowhere() {
        image("backend", spec(secret(variable("TOKEN", true)), CacheSpec.NONE));
        Script broken = Script.breaks(Kind.FAILED, "no route for " + VALUE);
        engine.onBuild("backend", broken, broken);
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(everythingTold()).doesNotContain(VALUE).contains("no route for ***");
    }

    @Test
    void anArgumentThatHoldsASecretIsAFinding() {
        BuildSpec plain = spec(secret(variable("TOKEN", true)), CacheSpec.NONE);
        image(
                "backend",
                new BuildSpec(
                        plain.context(),
                        plain.dockerfile(),
                        null,
                        List.of(),
                        Map.of("INDEX", "https://user:" + VALUE + "@index.example.org"),
                        Map.of(),
                        plain.access(),
                        CacheSpec.NONE));
        build();
        assertThat(notices(Level.WARNING))
                .containsExactly(
                        "the build argument INDEX of backend holds the value of the secret 'token', and arguments"
                                + " can be read in the image's history. Maybe leave it to 'RUN --mount=type=secret,id=token'.");
        assertThat(everythingTold()).doesNotContain(VALUE);
    }

    @Test
    void aShortSecretIsWarnedAbout() {
        environment.put("TOKEN", "abc");
        image("backend", spec(secret(variable("TOKEN", true)), CacheSpec.NONE));
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(notices(Level.WARNING))
                .containsExactly("the secret 'token' has fewer than 4 characters and cannot be hidden in what is told");
    }

    @Test
    void aRequiredMountThatNobodySuppliesStopsTheImage() throws IOException {
        dockerfile("RUN --mount=type=secret,id=other,required=true true");
        image("backend", spec(AccessSpec.NONE, CacheSpec.NONE));
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(engine.requests()).isEmpty();
        assertThat(why().category()).isEqualTo("secret-not-supplied");
        assertThat(why().quotes().get(0).text()).contains("Dockerfile:3:1: RUN mounts the secret 'other'");
    }

    @Test
    void anOptionalMountThatNobodySuppliesIsWarnedAbout() throws IOException {
        dockerfile("RUN --mount=type=secret,id=other true", "RUN --mount=type=ssh git clone x");
        image("backend", spec(AccessSpec.NONE, CacheSpec.NONE));
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(notices(Level.WARNING))
                .hasSize(2)
                .anyMatch(
                        notice -> notice.contains("Dockerfile:3:1: secret-not-supplied: RUN mounts the secret 'other'"))
                .anyMatch(notice ->
                        notice.contains("Dockerfile:4:1: ssh-not-supplied: RUN mounts the ssh agent 'default'"));
    }

    @Test
    void theClassicBuilderIsNotSentWhatItCannotDo() throws IOException {
        engine.classic();
        image("backend", spec(AccessSpec.NONE, CacheSpec.NONE));
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(engine.requests()).isEmpty();
        assertThat(why().category()).isEqualTo("needs-buildkit");
        assertThat(why().quotes().get(0).text())
                .contains("Dockerfile:3:1: RUN --mount needs BuildKit, and the build would go to the classic builder.");
        assertThat(why().remedies())
                .containsExactly("Maybe build on a Docker Engine (Podman has no BuildKit) with DOCKER_BUILDKIT=1,"
                        + " or remove what switches BuildKit off.");
    }

    @Test
    void theClassicBuilderTakesNoSecretsCacheOrPlatforms() throws IOException {
        engine.classic();
        dockerfile("RUN true");
        List<BuildSpec> beyond = List.of(
                spec(secret(variable("TOKEN", true)), CacheSpec.NONE),
                spec(
                        new AccessSpec(Map.of(), Map.of("default", new AgentSource.FromEnvironment(Models.NOWHERE))),
                        CacheSpec.NONE),
                spec(AccessSpec.NONE, new CacheSpec(List.of(), new CacheSpec.Target("a/b", false), false)),
                spec(AccessSpec.NONE, new CacheSpec(List.of(), null, true)),
                spec(AccessSpec.NONE, CacheSpec.NONE, "linux/amd64", "linux/arm64"));
        for (BuildSpec build : beyond) {
            images.clear();
            image("backend", build);
            assertThat(build()).isEqualTo(Verdict.FAILED);
            assertThat(why().category()).isEqualTo("needs-buildkit");
        }
        assertThat(engine.requests()).isEmpty();
    }

    @Test
    void theClassicBuilderDoesWithoutOptionalSecrets() throws IOException {
        engine.classic();
        dockerfile("RUN true");
        image(
                "backend",
                spec(
                        secret(variable("TOKEN", false)),
                        new CacheSpec(List.of("a/b:cache"), null, false),
                        "linux/amd64"));
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(request().access().secrets()).isEmpty();
        assertThat(notices(Level.INFO))
                .containsExactly(
                        "backend is built without the optional secret 'token': the classic builder takes none");
    }

    @Test
    void onlyWhatMakesTheImageMakesItStale() {
        image("backend", spec(secret(variable("TOKEN", true)), CacheSpec.NONE));
        build();
        environment.put("TOKEN", "another-value");
        images.clear();
        image(
                "backend",
                spec(
                        secret(variable("TOKEN", true)),
                        new CacheSpec(List.of("a/b"), new CacheSpec.Target("c", true), true)));
        build();
        assertThat(engine.requests()).as("neither the value nor the cache").hasSize(1);
        images.clear();
        image("backend", spec(secret(variable("TOKEN", true)), CacheSpec.NONE, "linux/amd64"));
        build();
        assertThat(engine.requests()).as("the platform").hasSize(2);
        images.clear();
        image(
                "backend",
                spec(
                        new AccessSpec(
                                Map.of("token", variable("TOKEN", true), "more", variable("TOKEN", true)), Map.of()),
                        CacheSpec.NONE,
                        "linux/amd64"));
        build();
        assertThat(engine.requests()).as("a secret's id").hasSize(3);
        assertThat(story.all(RunEvent.RunStarted.class).get(0).images().get(0).cause())
                .isEqualTo("secret more added");
    }
}
