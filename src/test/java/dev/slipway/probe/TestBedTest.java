package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.ContainerState.Health;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.VersionRange;
import dev.slipway.probe.Doubles.Heard;
import dev.slipway.probe.ProbeResult.Healthy;
import dev.slipway.probe.ProbeResult.Unhealthy;
import dev.slipway.probe.ScriptedEngine.Play;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestBedTest {
    private static final Subject BACKEND = new Subject("sha256:b", "backend", Map.of("MODE", "test"));

    private final ScriptedEngine engine = new ScriptedEngine().with("sha256:b");
    private final TestBed bed = TestBed.open(engine, Doubles.setting(Path.of(".")));
    private final StopSignal stop = new StopSignal();
    private final Heard log = new Heard();

    @AfterEach
    void closingLeavesNothing() {
        engine.onRemove = null;
        bed.close();
        bed.close();
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void aCommandRunsAloneWithTheEnvironmentAndIsRemovedAtOnce() {
        engine.plays(spec -> Play.exits(0, "tests passed"));
        assertThat(ask(run("pytest -q", 0, "passed", false))).isInstanceOf(Healthy.class);
        ContainerSpec spec = engine.created.getFirst();
        assertThat(spec.entrypoint()).contains(List.of("sh"));
        assertThat(spec.command()).contains(List.of("-c", "pytest -q"));
        assertThat(spec.env()).containsEntry("MODE", "test");
        assertThat(spec.labels()).containsEntry("slipway.test", "1");
        assertThat(spec.attachment()).isEqualTo(new Attachment.Default(List.of()));
        assertThat(log.lines).containsExactly("tests passed");
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void anotherExitCodeIsToldWithTheLastLine() {
        engine.plays(spec -> Play.exits(3, "collecting", "no tests ran"));
        assertThat(unhealthy(ask(run("pytest", 0, null, false)))).satisfies(no -> {
            assertThat(no.message()).isEqualTo("run pytest: exit 3 instead of 0, saying \"no tests ran\"");
            assertThat(no.exitCode()).contains(3);
            assertThat(no.lines()).containsExactly("collecting", "no tests ran");
        });
    }

    @Test
    void theOutputMustHoldTheText() {
        engine.plays(spec -> Play.exits(0, "all is well"));
        assertThat(unhealthy(ask(run("check", 0, "healthy", false))).message())
                .isEqualTo("run check: exit 0, but its output has no \"healthy\", saying \"all is well\"");
    }

    @Test
    void wantOfMemoryIsToldApart() {
        engine.plays(spec -> Play.killedForMemory("loading"));
        assertThat(unhealthy(ask(run("load", 0, null, false)))).satisfies(no -> {
            assertThat(no.oomKilled()).isTrue();
            assertThat(no.message()).endsWith("killed for want of memory");
        });
    }

    @Test
    void withoutAShellTheCommandIsStartedItself() {
        engine.plays(spec -> entry(spec).equals("sh") ? Play.notThere() : Play.exits(0));
        assertThat(ask(run("/app/server --version 'a b'", 0, null, false))).isInstanceOf(Healthy.class);
        assertThat(engine.created.getLast().command()).contains(List.of("--version", "a b"));
    }

    @Test
    void withNeitherShellNorCommandTheImageIsToBlame() {
        engine.plays(spec -> Play.notThere());
        assertThat(unhealthy(ask(run("serve", 0, null, false))).message())
                .contains("the image has no sh")
                .contains("executable file not found");
    }

    @Test
    void aCommandThatDoesNotEndIsGivenUp() {
        engine.plays(spec -> Play.runs("waiting"));
        Check hanging = new Check.Run("sleep inf", 0, null, false, Doubles.SHORT, Doubles.HERE);
        assertThat(unhealthy(ask(hanging)).message()).isEqualTo("run sleep inf: still running after 300ms");
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void aRaisedStopPassesThroughAndLeavesNothing() {
        engine.plays(spec -> Play.runs("waiting"));
        OutputSink raising = (stream, line) -> stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThatThrownBy(() -> bed.ask(run("sleep inf", 0, null, false), BACKEND, stop, raising))
                .asInstanceOf(type(EngineException.class))
                .extracting(EngineException::kind)
                .isEqualTo(Kind.STOPPED);
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void aBrokenEngineIsNoAnswer() {
        engine.onStart = new EngineException(Kind.UNREACHABLE, "starting", "connection reset");
        assertThatThrownBy(() -> ask(run("x", 0, null, false))).isSameAs(engine.onStart);
    }

    @Test
    void oneContainerIsSharedByTheQuestionsThatNeedIt() {
        engine.execs(1, 1, 0);
        assertThat(ask(run("ping", 0, null, true))).isInstanceOf(Healthy.class);
        assertThat(ask(run("ping", 0, null, true))).isInstanceOf(Healthy.class);
        assertThat(engine.created).hasSize(1);
        assertThat(engine.created.getFirst().entrypoint()).isEmpty();
        assertThat(engine.executed).hasSize(4).containsOnly(List.of("sh", "-c", "ping"));
    }

    @Test
    void aCommandBesideTheImageIsRepeatedAndRemembered() {
        engine.execs(1);
        assertThat(unhealthy(ask(new Check.Run("ping", 0, null, true, Doubles.SHORT, Doubles.HERE))))
                .satisfies(no -> {
                    assertThat(no.tries()).isGreaterThan(1);
                    assertThat(no.message())
                            .matches(
                                    "run ping in backend: \\d+ tries in \\d+ms, last exit 1 instead of 0, saying \"exec says 1\"");
                });
    }

    @Test
    void anEndedContainerIsNotAskedAgain() {
        engine.plays(spec -> Play.exits(3, "Traceback", "KeyError: 'REDIS_URL'"))
                .execs(1);
        assertThat(unhealthy(ask(run("ping", 0, null, true)))).satisfies(no -> {
            assertThat(no.tries()).isEqualTo(1);
            assertThat(no.exitCode()).contains(3);
            assertThat(no.message()).contains("the container of backend has ended with exit code 3");
        });
    }

    @Test
    void anImageThatDoesNotStartIsUnhealthyAndCanBeAskedAgain() {
        engine.plays(spec -> Play.notThere());
        for (int i = 0; i < 2; i++) {
            assertThat(unhealthy(ask(run("ping", 0, null, true))).message())
                    .isEqualTo("starting backend: executable file not found in $PATH");
        }
    }

    @Test
    void healthIsWaitedForAndToldWithItsLastOutput() {
        probed(List.of("CMD-SHELL", "curl -f localhost"));
        engine.health(new Health(Health.Status.STARTING, 0, 0, ""), new Health(Health.Status.HEALTHY, 0, 0, "ok"));
        assertThat(ask(new Check.Healthy(Doubles.LONG, Doubles.HERE)))
                .asInstanceOf(type(Healthy.class))
                .extracting(Healthy::detail)
                .isEqualTo("healthy: \"ok\"");
    }

    @Test
    void startUpIsMeasuredOnceAndOnlyWhereNothingElseWasAskedBefore() {
        probed(List.of("CMD-SHELL", "curl -f localhost"));
        engine.peakMemory = OptionalLong.of(4_000_000);
        engine.plays(spec -> Play.runs("listening")).health(new Health(Health.Status.HEALTHY, 0, 0, "ok"));
        Check healthy = new Check.Healthy(Doubles.LONG, Doubles.HERE);
        assertThat(facts(ask(healthy))).containsOnlyKeys("startUpMs", "peakMemoryBytes");
        assertThat(facts(ask(healthy))).containsExactly(Map.entry("peakMemoryBytes", "4000000"));
        bed.close();
        engine.peakMemory = OptionalLong.empty();
        assertThat(facts(ask(logs(List.of("listening"), List.of())))).doesNotContainKey("startUpMs");
        assertThat(facts(ask(healthy))).isEmpty();
    }

    private static Map<String, String> facts(ProbeResult result) {
        return result instanceof Healthy yes ? yes.facts() : Map.of("is", "not healthy: " + result);
    }

    @Test
    void anUnhealthyContainerSaysWhatItsProbeSaw() {
        probed(List.of("CMD-SHELL", "curl -f localhost"));
        engine.health(new Health(Health.Status.UNHEALTHY, 4, 22, "curl: (22) 503\n"));
        assertThat(unhealthy(ask(new Check.Healthy(Doubles.SHORT, Doubles.HERE)))
                        .message())
                .endsWith("last status unhealthy: \"curl: (22) 503\", exit 22, 4 in a row failed");
    }

    @Test
    void anImageWithoutHealthCheckIsToldSo() {
        assertThat(unhealthy(ask(new Check.Healthy(Doubles.SHORT, Doubles.HERE)))
                        .message())
                .isEqualTo("healthy: the image backend has no HEALTHCHECK");
        probed(List.of("NONE"));
        assertThat(ask(new Check.Healthy(Doubles.SHORT, Doubles.HERE))).isInstanceOf(Unhealthy.class);
        assertThat(engine.created).isEmpty();
    }

    @Test
    void demandedLinesAreSeenAndForbiddenOnesAreNot() {
        engine.plays(spec -> Play.runs("starting", "listening on 8000"));
        assertThat(ask(logs(List.of("listening"), List.of("Traceback")))).isInstanceOf(Healthy.class);
        assertThat(unhealthy(ask(logs(List.of("listening"), List.of("start")))).message())
                .endsWith("the log has \"start\", which it must never have: starting");
        Check absent = new Check.Logs(List.of("ready"), List.of(), Doubles.SHORT, Doubles.HERE);
        assertThat(unhealthy(ask(absent)).message()).contains("last look found no \"ready\" in 2 lines");
    }

    @Test
    void aLogThatHasEndedIsNotWaitedFor() {
        engine.plays(spec -> Play.exits(1, "boom"));
        assertThat(unhealthy(ask(logs(List.of("ready"), List.of()))).message())
                .endsWith(
                        "the container of backend has ended with exit code 1, and the look found no \"ready\" in 1 lines");
    }

    @Test
    void servicesStandOnTheNetworkOfTheChecks() {
        engine.with("redis:7");
        ServiceSpec redis = new ServiceSpec(
                "redis", "redis:7", List.of(), Map.of(), List.of(run("redis-cli ping", 0, null, false)), Doubles.HERE);
        assertThat(facts(bed.startService(redis, stop, log))).containsKey("startUpMs");
        assertThat(engine.executed).containsExactly(List.of("sh", "-c", "redis-cli ping"));
        engine.plays(spec -> spec.image().equals("redis:7") ? Play.runs() : Play.exits(0));
        ask(run("worker --check", 0, null, false));
        assertThat(engine.created.getFirst().attachment())
                .isEqualTo(new Attachment.Joined("slipway-test-net", "redis", List.of(Port.any(8000))));
        assertThat(engine.created.getLast().attachment())
                .isEqualTo(new Attachment.Joined("slipway-test-net", "backend-once", List.of()));
    }

    @Test
    void aServiceThatEndsEarlyIsToldWithItsLastLines() {
        engine.plays(spec -> Play.exits(1, "Fatal error: bad config")).execs(1);
        ServiceSpec database = new ServiceSpec(
                "db", "db:1", List.of(), Map.of(), List.of(run("pg_isready", 0, null, true)), Doubles.HERE);
        assertThat(unhealthy(bed.startService(database, stop, log))).satisfies(no -> {
            assertThat(no.message())
                    .startsWith("service db is not ready: run pg_isready in db: 1 try")
                    .endsWith("the container of db has ended with exit code 1");
            assertThat(log.lines).contains("Fatal error: bad config");
        });
    }

    @Test
    void aMemberIsPublishedAtTheImagesPortsAndThoseOfItsChecks() {
        Subject subject = new Subject(
                "sha256:b", "backend", Map.of(), Set.of(9000), Map.of("models", "/models"), ContainerSettings.NONE);
        bed.startMember(subject, stop, log);
        assertThat(engine.created.getFirst().attachment())
                .isEqualTo(
                        new Attachment.Joined("slipway-test-net", "backend", List.of(Port.any(8000), Port.any(9000))));
        assertThat(engine.created.getFirst().confinement())
                .isEqualTo(ContainerSpec.Confinement.mounting(Map.of("models", "/models")));
        assertThat(ask(run("ping", 0, null, true))).isInstanceOf(Healthy.class);
        assertThat(engine.created).hasSize(1);
    }

    @Test
    void membersShareTheVolumesThatTheyNameAlike() {
        Limits limits = new Limits(64_000_000L, null, null, null);
        Volume logs = new Volume.Bound(Path.of("/var/log/app"), "/app/logs", true);
        Surface surface =
                new Surface("1000", List.of(new Volume.Named("models", "/models", false), logs), true, List.of("/tmp"));
        ContainerSettings settings =
                new ContainerSettings(limits, surface, Map.of(), List.of(), List.of(new Port(8001, 8000)));
        bed.startMember(BACKEND.confined(settings), stop, log);
        bed.startMember(new Subject("sha256:b", "worker", Map.of()).confined(settings), stop, log);
        Volume own = new Volume.Named("slipway-test-vol-models", "/models", false);
        Surface seen = new Surface("1000", List.of(own, logs), true, List.of("/tmp"));
        assertThat(engine.created)
                .extracting(ContainerSpec::confinement)
                .containsOnly(new ContainerSpec.Confinement(limits, seen));
        assertThat(engine.created)
                .extracting(ContainerSpec::attachment)
                .as("checks leave the ports of this machine alone")
                .allMatch(attachment -> published(attachment).allMatch(port -> port.host() == 0));
        assertThat(engine.volumes).containsExactly("slipway-test-vol-models");
        bed.close();
        assertThat(engine.volumes).isEmpty();
    }

    private static Stream<Port> published(Attachment attachment) {
        return attachment instanceof Attachment.Joined joined ? joined.publish().stream() : Stream.of(new Port(1, 1));
    }

    @Test
    void whatCannotBeRemovedIsToldOnceWithTheRestSuppressed() {
        bed.startMember(BACKEND, stop, log);
        bed.startMember(new Subject("sha256:b", "other", Map.of()), stop, log);
        engine.onRemove = new EngineException(Kind.TIMEOUT, "removing", "no answer");
        assertThatThrownBy(bed::close).isSameAs(engine.onRemove);
    }

    @Test
    void pythonThatIsNotThereIsSaid() {
        engine.plays(spec -> Play.notThere());
        Check imports = new Check.Import(Map.of("cv2", VersionRange.ANY), Doubles.LONG, Doubles.HERE);
        assertThat(unhealthy(ask(imports)).message()).isEqualTo("import cv2: the image has no python3 or python");
        assertThat(engine.created).extracting(TestBedTest::entry).containsExactly("python3", "python");
        assertThat(engine.created).extracting(ContainerSpec::attachment).containsOnly(new Attachment.None());
    }

    @Test
    void importsAreJudgedByTheirReports() {
        reports(mark -> List.of(
                mark
                        + "{\"module\":\"cv2\",\"ok\":false,\"error\":\"ImportError\",\"message\":\"libGL.so.1: cannot open"
                        + " shared object file\",\"missing\":\"\",\"frame\":\"cv2/__init__.py:153 x\",\"stderr\":\"\"}",
                "some noise " + mark
                        + "{\"module\":\"numpy\",\"ok\":true,\"version\":\"2.3.1\",\"seconds\":0.1,\"rssKib\":1000}",
                mark + "{\"module\":\"torch\",\"ok\":false,\"exit\":-11}",
                mark + "{\"module\":\"arq\",\"ok\":false,\"error\":\"ModuleNotFoundError\",\"missing\":\"arq\"}",
                mark + "{\"module\":\"app\",\"started\":true}"));
        Map<String, VersionRange> wanted = new LinkedHashMap<>();
        wanted.put("cv2", VersionRange.ANY);
        wanted.put("numpy", VersionRange.parse(">=1.21,<2"));
        for (String module : List.of("torch", "arq", "app", "late")) {
            wanted.put(module, VersionRange.ANY);
        }
        assertThat(unhealthy(ask(new Check.Import(wanted, Doubles.LONG, Doubles.HERE)))
                        .message()
                        .split("; "))
                .containsExactly(
                        "import cv2, numpy, torch, arq, app, late: importing cv2 raised ImportError: libGL.so.1: cannot"
                                + " open shared object file (at cv2/__init__.py:153 x)",
                        "numpy 2.3.1 is not in >=1.21,<2",
                        "importing torch was ended by signal 11 (segmentation fault)",
                        "module arq is not installed in the image",
                        "importing app did not end: Python ended with exit code 0",
                        "late was not reached: Python ended with exit code 0");
    }

    @Test
    void importsAreMeasuredTogether() {
        reports(mark -> List.of(
                mark + "{\"module\":\"numpy\",\"ok\":true,\"version\":\"2.3.1\",\"seconds\":0.1,\"rssKib\":1000}",
                mark + "{\"module\":\"cv2\",\"ok\":true,\"version\":\"4.8\",\"seconds\":0.25,\"rssKib\":3000}"));
        Map<String, VersionRange> wanted = Map.of("numpy", VersionRange.ANY, "cv2", VersionRange.ANY);
        assertThat(facts(ask(new Check.Import(wanted, Doubles.LONG, Doubles.HERE))))
                .containsEntry("importMs", "350")
                .containsEntry("importRssBytes", "3072000");
    }

    @Test
    void distributionsCompareByTheirNormalName() {
        reports(mark -> List.of(
                mark + "{\"name\":\"OpenCV_Python.headless\",\"version\":\"4.8.1.78\"}",
                mark + "{\"name\":\"numpy\",\"version\":\"2.0.2\"}"));
        Map<String, VersionRange> wanted = Map.of("opencv-python-headless", VersionRange.parse("~=4.8"));
        assertThat(ask(new Check.Packages(wanted, List.of("opencv-python"), Doubles.HERE)))
                .isInstanceOf(Healthy.class);
        assertThat(unhealthy(ask(new Check.Packages(Map.of("torch", VersionRange.ANY), List.of("NumPy"), Doubles.HERE)))
                        .message())
                .isEqualTo("packages: torch is not installed; NumPy 2.0.2 is installed, and must not be");
    }

    @Test
    void factsOfTheImageAreToldAllAtOnce() {
        engine.with(
                "sha256:b",
                2_000_000_000L,
                new ImageFacts.Configuration("0:0", List.of(), List.of(), Map.of(), List.of(8080), null, "/"),
                Map.of("version", "1"));
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("version", "2");
        labels.put("maintainer", "*");
        Check facts = new Check.Image("non-root", 1_500_000_000L, labels, List.of(8000), true, Doubles.HERE);
        assertThat(unhealthy(ask(facts)).message())
                .isEqualTo(
                        "image: it runs as root: its user is '0:0'; it has 2.0 GB (2000000000 bytes), more than 1.5 GB"
                                + " (1500000000 bytes); its label 'version' is '1', not '2'; it has no label 'maintainer';"
                                + " port 8000 is not exposed, only 8080; it has neither an entrypoint nor a command");
    }

    @Test
    void anEntrypointIsLookedUpInsideTheImage() {
        Check entrypoint = new Check.Image("app", null, Map.of(), List.of(), true, Doubles.HERE);
        engine.plays(spec -> Play.exits(0));
        assertThat(ask(entrypoint)).isInstanceOf(Healthy.class);
        engine.plays(spec -> Play.exits(41));
        assertThat(unhealthy(ask(entrypoint)).message()).isEqualTo("image: its entrypoint 'serve' is not in it");
        engine.plays(spec -> Play.exits(43, "/bin/bash"));
        assertThat(unhealthy(ask(entrypoint)).message())
                .isEqualTo("image: its entrypoint 'serve' is a script for '/bin/bash', which is not in it");
        engine.plays(spec -> Play.notThere());
        assertThat(unhealthy(ask(entrypoint)).message()).contains("its entrypoint 'serve' does not start");
        engine.plays(spec -> entry(spec).equals("sh") ? Play.notThere() : Play.runs());
        assertThat(ask(entrypoint)).isInstanceOf(Healthy.class);
    }

    private void probed(List<String> test) {
        engine.with(
                "sha256:b",
                1,
                new ImageFacts.Configuration(
                        "", List.of(), List.of(), Map.of(), List.of(), new ImageFacts.HealthProbe(test), "/"),
                Map.of());
    }

    private void reports(Function<String, List<String>> lines) {
        engine.plays(spec -> {
            String mark = Objects.requireNonNull(spec.command().orElseThrow().get(2));
            return Play.exits(0, new ArrayList<>(lines.apply(mark)).toArray(String[]::new));
        });
    }

    private ProbeResult ask(Check check) {
        return bed.ask(check, BACKEND, stop, log);
    }

    private static Unhealthy unhealthy(ProbeResult result) {
        assertThat(result).isInstanceOf(Unhealthy.class);
        return (Unhealthy) result;
    }

    private static String entry(ContainerSpec spec) {
        return spec.entrypoint()
                .filter(line -> !line.isEmpty())
                .map(List::getFirst)
                .orElse("");
    }

    private static Check run(String command, int exit, @Nullable String contains, boolean service) {
        return new Check.Run(command, exit, contains, service, Doubles.LONG, Doubles.HERE);
    }

    private static Check logs(List<String> must, List<String> never) {
        return new Check.Logs(must, never, Doubles.LONG, Doubles.HERE);
    }
}
