package dev.slipway.run;

import static dev.slipway.engine.fake.Script.exits;
import static dev.slipway.engine.fake.Script.hangs;
import static dev.slipway.engine.fake.Script.killedForMemory;
import static dev.slipway.engine.fake.Script.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.PreloadSpec;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.run.RunEvent.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on an engine in memory whose containers are run as the pipeline says. */
@Timeout(60)
class CastTest {
    private static final Limits SMALL = new Limits(64_000_000L, null, null, null);

    @TempDir
    private Path folder = Path.of("");

    private final FakeEngine engine = new FakeEngine().with("python:3.11-slim");
    private final EventRecorder story = new EventRecorder();
    private final List<ImageSpec> images = new ArrayList<>();
    private final List<ServiceSpec> services = new ArrayList<>();
    private final List<StackCheck> stackChecks = new ArrayList<>();

    @AfterEach
    void nothingIsLeftAndEveryStartHasItsEnd() {
        story.assertWellFormed();
        assertThat(engine.left()).isEmpty();
    }

    private static ContainerSettings settings(Limits limits, Path... envFiles) {
        return new ContainerSettings(limits, Surface.OWN, Map.of(), List.of(envFiles), List.of());
    }

    private static Check asks(String command) {
        return new Check.Run(command, 0, null, false, Duration.ofMinutes(1), Models.NOWHERE);
    }

    private static Check asks(String command, String contains) {
        return new Check.Run(command, 0, contains, false, Duration.ofMinutes(1), Models.NOWHERE);
    }

    private Variant variant(String image, String name, Proof proof) throws IOException {
        Path context = Files.createDirectories(folder.resolve(image));
        Files.writeString(context.resolve("Dockerfile." + name), "FROM python:3.11-slim\nCOPY . .\n");
        return new Variant(
                name,
                BuildSpec.of(context, "Dockerfile." + name),
                proof,
                new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10)),
                Budget.UNLIMITED,
                new RetryPolicy(3, Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofHours(1)),
                Models.NOWHERE);
    }

    private void image(String name, List<String> needs, Variant... variants) {
        images.add(new ImageSpec(name, needs, List.of(variants), List.of(), Models.NOWHERE));
    }

    private Pipeline pipeline() {
        return new Pipeline(
                "stack", "", folder.resolve("pipeline.yaml"), List.of(), images, services, stackChecks, Nightly.NONE);
    }

    private RunSetting setting(int places) {
        return new RunSetting(
                "20260101-000001-abcd",
                pipeline(),
                new Home(folder.resolve("home")),
                places,
                Thoroughness.USUAL,
                "test");
    }

    private Verdict build(int places) {
        return new Run(
                        engine,
                        setting(places),
                        List.of(story),
                        new ManualTicker(),
                        new Diagnostician(RuleBook.bundled())::diagnose)
                .build(List.of(), new StopSignal());
    }

    private List<Diagnosis> failures() {
        return story.all(RunEvent.AttemptEnded.class).stream()
                .map(RunEvent.AttemptEnded::why)
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void aKillAtItsOwnLimitIsToldWithTheLimitAndFallsBack() throws IOException {
        Proof tight = new Proof(List.of(), List.of(asks("load-all")), List.of(), Map.of(), settings(SMALL));
        Proof roomy = new Proof(List.of(), List.of(asks("load-little")), List.of(), Map.of());
        image("worker", List.of(), variant("worker", "full", tight), variant("worker", "small", roomy));
        engine.onRun("load-all", killedForMemory("loading")).onRun("load-little", succeeds());
        assertThat(build(2)).isEqualTo(Verdict.DEGRADED);
        assertThat(story.all(RunEvent.RetryScheduled.class)).isEmpty();
        assertThat(failures()).singleElement().satisfies(why -> {
            assertThat(why.category()).isEqualTo("out-of-memory-killed");
            assertThat(why.nature()).isEqualTo(Nature.DETERMINISTIC);
            assertThat(why.explanation())
                    .contains("its own limit of 64 MB")
                    .contains("images.worker variant 'full', test.yaml:1:1");
            assertThat(why.quotes().toString()).contains("killed for want of memory", "loading");
        });
    }

    @Test
    void anExitThatAnyKillHasIsNotTakenForTheLimit() throws IOException {
        Proof tight = new Proof(List.of(), List.of(asks("load-all")), List.of(), Map.of(), settings(SMALL));
        image("worker", List.of(), variant("worker", "full", tight));
        engine.onRun("load-all", exits(137, "loading"));
        build(1);
        assertThat(failures()).isNotEmpty().allSatisfy(why -> assertThat(why.explanation())
                .contains("Exit code 137 means")
                .doesNotContain("its own limit"));
    }

    @Test
    void aPreloadHasNothingOfAnEnvFileInItsVariables() throws IOException {
        Path file = Files.writeString(folder.resolve("a.env"), "A=outside\nB=outside\nodd.name=outside\n");
        PreloadSpec preload = new PreloadSpec(
                "model",
                "load",
                "/models",
                null,
                null,
                new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                Models.NOWHERE);
        Proof proof =
                new Proof(List.of(preload), List.of(), List.of(), Map.of("B", "own"), settings(Limits.NONE, file));
        Variant variant = variant("backend", "full", proof);
        image("backend", List.of(), variant);
        engine.onRun("du -sk", succeeds("4 /models")).onRun("load", succeeds("A=$A B=$B odd=$odd.name"));
        assertThat(build(1)).isEqualTo(Verdict.PROVEN);
        assertThat(told()).contains("B=own").doesNotContain("outside");
        Cast cast = new Cast(setting(1), new ProvenImages(engine, pipeline()));
        assertThat(cast.beside(variant).variables()).containsOnlyKeys("A");
    }

    /** All that the run has written to its logs. */
    private String told() throws IOException {
        StringBuilder told = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                told.append(Files.readString(file));
            }
        }
        return told.toString();
    }

    @Test
    void variablesOfAStackCheckReachServicesToo() throws IOException {
        services.add(
                new ServiceSpec("db", "redis:7", List.of(), Map.of("A", "own", "B", "own"), List.of(), Models.NOWHERE));
        stackChecks.add(new StackCheck(
                "it is told",
                List.of("db"),
                Map.of("db", Map.of("A", "more")),
                List.of(new StackCheck.Step("db", asks("tell", "A=more B=own"))),
                Models.NOWHERE));
        image("backend", List.of(), variant("backend", "full", new Proof(List.of(), List.of(), List.of(), Map.of())));
        engine.with("redis:7").onRun("redis:7", hangs());
        engine.onExec("tell", succeeds("A=$A B=$B"));
        assertThat(build(1)).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void aServiceOfAStackThatIsKilledAtItsLimitIsToldWithIt() throws IOException {
        services.add(new ServiceSpec(
                "db", "redis:7", List.of(), Map.of(), List.of(asks("ready")), settings(SMALL), Models.NOWHERE));
        stackChecks.add(new StackCheck("it is up", List.of("db"), Map.of(), List.of(), Models.NOWHERE));
        image("backend", List.of(), variant("backend", "full", new Proof(List.of(), List.of(), List.of(), Map.of())));
        engine.with("redis:7").onRun("redis:7", killedForMemory("loading"));
        assertThat(build(1)).isEqualTo(Verdict.FAILED);
        assertThat(story.all(RunEvent.StackCheckEnded.class)).singleElement().satisfies(end -> assertThat(
                        Objects.requireNonNull(end.why()).explanation())
                .contains("its own limit of 64 MB", "services.db"));
    }

    @Test
    void aKillWithoutALimitIsTriedAgainAlone() throws IOException {
        Proof proof = new Proof(List.of(), List.of(asks("serve")), List.of(), Map.of());
        for (String name : List.of("hungry", "second", "third", "fourth")) {
            image(name, List.of(), variant(name, "full", proof));
        }
        engine.onRun("serve", succeeds());
        engine.onBuild("stack/hungry", exits(137, "Killed"), succeeds())
                .onBuild("/hungry", exits(137, "Killed"), succeeds());
        assertThat(build(3)).isEqualTo(Verdict.PROVEN);
        assertThat(story.all(RunEvent.RetryScheduled.class))
                .singleElement()
                .satisfies(again -> assertThat(again.because()).contains("when nothing else runs"));
        boolean alone = false;
        int running = 0;
        for (RunEvent event : story.events()) {
            if (event instanceof RunEvent.AttemptStarted start) {
                running++;
                alone |= start.span().endsWith("hungry/full#2");
            }
            assertThat(alone ? running : 0).isLessThan(2);
            if (event instanceof RunEvent.AttemptEnded end) {
                running--;
                alone &= !end.span().endsWith("hungry/full#2");
            }
        }
    }

    @Test
    void anImageIsAServiceInAnotherRoleByTheIdThatWasProven() throws IOException {
        services.add(new ServiceSpec(
                "dashboard",
                "${images.backend}",
                List.of(),
                Map.of("SERVICE_TYPE", "dashboard"),
                List.of(),
                Models.NOWHERE));
        image("backend", List.of(), variant("backend", "full", new Proof(List.of(), List.of(), List.of(), Map.of())));
        Proof beside = new Proof(List.of(), List.of(asks("look")), List.of("dashboard"), Map.of());
        image("frontend", List.of("backend"), variant("frontend", "full", beside));
        engine.onRun("look", succeeds());
        assertThat(build(2)).isEqualTo(Verdict.PROVEN);
        String backend = story.all(RunEvent.ImageEnded.class).stream()
                .filter(end -> end.image().equals("backend"))
                .findFirst()
                .orElseThrow()
                .result()
                .id();
        assertThat(engine.calls())
                .anyMatch(call -> call.startsWith("create ") && call.contains("dashboard") && call.endsWith(backend))
                .noneMatch(call -> call.startsWith("pull"));
    }

    @Test
    void laterEnvFilesCountMoreAndEnvMost() throws IOException {
        Path first = Files.writeString(folder.resolve("a.env"), "A=1\nB=1\nC=1\n");
        Path second = Files.writeString(folder.resolve("b.env"), "B=2\nC=2\n");
        image(
                "backend",
                List.of(),
                variant(
                        "backend",
                        "full",
                        new Proof(
                                List.of(),
                                List.of(asks("tell", "A=1 B=2 C=3")),
                                List.of(),
                                Map.of("C", "3"),
                                settings(Limits.NONE, first, second))));
        engine.onRun("tell", succeeds("A=$A B=$B C=$C"));
        assertThat(build(1)).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void whatIsMissingStopsTheImageBeforeAnythingIsBuilt() throws IOException {
        ContainerSettings settings = new ContainerSettings(
                Limits.NONE,
                new Surface(null, List.of(new Volume.Bound(folder.resolve("absent"), "/data", true)), false, List.of()),
                Map.of(),
                List.of(folder.resolve("gone.env")),
                List.of());
        Proof proof = new Proof(List.of(), List.of(asks("serve")), List.of(), Map.of(), settings);
        image("backend", List.of(), variant("backend", "full", proof), variant("backend", "small", proof));
        assertThat(build(1)).isEqualTo(Verdict.FAILED);
        assertThat(engine.requests()).isEmpty();
        assertThat(failures()).singleElement().satisfies(why -> {
            assertThat(why.category()).isEqualTo("container-files-missing");
            assertThat(why.nature()).isEqualTo(Nature.CONFIGURATION);
            assertThat(why.quotes().toString()).contains("gone.env", "'absent', to be seen at /data");
        });
    }
}
