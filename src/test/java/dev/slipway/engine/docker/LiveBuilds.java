package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildFiles;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildOutcome.Built;
import dev.slipway.engine.BuildOutcome.DockerfileLine;
import dev.slipway.engine.BuildOutcome.Failed;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.RecordedBuild;
import dev.slipway.engine.StopSignal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Builds on a live engine; one class for each builder. */
abstract class LiveBuilds {
    private static final String BASE = "python:3.11-slim";

    private final String label = "dev.slipway.build-it." + UUID.randomUUID();
    private final String tag = "slipway-build-it:" + UUID.randomUUID();

    private final BuilderChoice choice;
    private @Nullable DockerEngine connected;

    LiveBuilds(BuilderChoice choice) {
        this.choice = choice;
    }

    DockerEngine open() {
        return LiveEngine.connect(choice);
    }

    @BeforeEach
    void connect() {
        connected = open();
        Assumptions.assumeTrue(connected.image(BASE).isPresent(), "the engine has no " + BASE);
    }

    @AfterEach
    void clearAway() {
        if (connected != null) {
            connected.removeImage(tag);
            connected.imagesLabelled(label, "").forEach(image -> engine().removeImage(image.id()));
            connected.close();
            closed();
        }
    }

    /** After a test whose engine was opened. */
    void closed() {
        // The engine was all.
    }

    @Test
    void an_image_is_built_told_and_reused() {
        String dockerfile =
                """
                FROM %s
                ARG WHO
                COPY greeting.txt /greeting.txt
                RUN echo "hello $WHO %s" && cat /greeting.txt >&2
                USER 1000
                HEALTHCHECK CMD true
                """
                        .formatted(BASE, UUID.randomUUID());
        BuildFiles context = Contexts.of(Map.of("Dockerfile", dockerfile, "greeting.txt", "grüß Gott\n"));
        RecordedBuild first = new RecordedBuild();
        Built built = built(build(request(context, "Dockerfile", Map.of("WHO", "you")), first, new StopSignal()));
        assertThat(first.story()).anyMatch(line -> line.startsWith("  OUT hello you"));
        assertThat(first.story()).contains("  ERR grüß Gott");
        assertThat(built.contextBytes()).isEqualTo(first.contextBytes()).isPositive();
        ImageFacts facts = engine().image(tag).orElseThrow();
        assertThat(facts.id()).isEqualTo(built.imageId());
        assertThat(facts.labels()).containsEntry(label, "yes");
        assertThat(facts.configuration().user()).isEqualTo("1000");
        assertThat(facts.configuration().healthProbe()).isPresent();

        RecordedBuild second = new RecordedBuild();
        Built again = built(build(request(context, "Dockerfile", Map.of("WHO", "you")), second, new StopSignal()));
        assertThat(again.imageId()).isEqualTo(built.imageId());
        assertThat(second.story())
                .anyMatch(line -> line.startsWith("end ") && line.contains("RUN echo") && line.endsWith("cached"));
        assertThat(second.story()).noneMatch(line -> line.contains("OUT hello you"));
    }

    @Test
    void a_package_is_installed() {
        String dockerfile =
                """
                FROM %s
                RUN echo %s; pip install --no-cache-dir six==1.16.0
                RUN python -c 'import six; print("six is", six.__version__)'
                """
                        .formatted(BASE, UUID.randomUUID());
        RecordedBuild heard = new RecordedBuild();
        built(build(
                request(Contexts.of(Map.of("Dockerfile", dockerfile)), "Dockerfile", Map.of()),
                heard,
                new StopSignal()));
        assertThat(heard.story()).contains("  OUT six is 1.16.0");
    }

    @Test
    void a_failing_step_is_named_with_its_lines_and_its_place() {
        String dockerfile =
                """
                FROM %s
                # a comment

                RUN echo some output; \\
                    echo Successfully built wheel-pkg; \\
                    echo and a complaint >&2; exit 42
                """
                        .formatted(BASE);
        RecordedBuild heard = new RecordedBuild();
        Failed failed = failed(build(
                request(Contexts.of(Map.of("Dockerfile", dockerfile)), "Dockerfile", Map.of()),
                heard,
                new StopSignal()));
        assertThat(failed.exitCode()).contains(42);
        assertThat(failed.step().orElse("")).contains("RUN echo some output");
        assertThat(failed.lines()).contains("some output", "Successfully built wheel-pkg", "and a complaint");
        assertThat(failed.where()).map(DockerfileLine::line).contains(4);
        assertThat(heard.story()).anyMatch(line -> line.startsWith("end ") && line.contains(" ERROR "));
    }

    @Test
    void a_line_that_looks_like_the_builders_own_is_no_image() {
        String dockerfile = "FROM %s\nRUN echo %s; echo Successfully built wheel-pkg; echo sha256:abc\n"
                .formatted(BASE, UUID.randomUUID());
        Built built = built(build(
                request(Contexts.of(Map.of("Dockerfile", dockerfile)), "Dockerfile", Map.of()),
                new RecordedBuild(),
                new StopSignal()));
        assertThat(built.imageId()).matches("sha256:[0-9a-f]{64}");
        assertThat(engine().image(built.imageId())).isPresent();
    }

    @Test
    void mistakes_in_the_dockerfile_are_failures() {
        Failed unknown = failed(build(
                request(Contexts.of(Map.of("Dockerfile", "FROM " + BASE + "\nRNU true\n")), "Dockerfile", Map.of()),
                new RecordedBuild(),
                new StopSignal()));
        assertThat(unknown.message()).containsIgnoringCase("unknown instruction");
        assertThat(unknown.where()).contains(new DockerfileLine(2, "RNU true"));

        Failed absent = failed(build(
                request(Contexts.of(Map.of("Dockerfile", "FROM scratch\n")), "Dockerfile.none", Map.of()),
                new RecordedBuild(),
                new StopSignal()));
        assertThat(absent.message()).contains("Dockerfile.none");

        Failed source = failed(build(
                request(
                        Contexts.of(Map.of("deep/Dockerfile", "FROM " + BASE + "\nCOPY nowhere.txt /x\n")),
                        "deep/Dockerfile",
                        Map.of()),
                new RecordedBuild(),
                new StopSignal()));
        assertThat(source.message()).contains("nowhere.txt");
        assertThat(source.where()).contains(new DockerfileLine(2, "COPY nowhere.txt /x"));
    }

    @Test
    void a_context_that_cannot_be_read_is_a_failure_and_not_an_image() {
        BuildFiles broken = Contexts.unreadable("FROM " + BASE + "\nCOPY . /x\n", "/some/file: Permission denied");
        Failed failed = failed(build(request(broken, "Dockerfile", Map.of()), new RecordedBuild(), new StopSignal()));
        assertThat(failed.message()).isEqualTo("reading the context: /some/file: Permission denied");
        assertThat(engine().image(tag)).isEmpty();
    }

    @Test
    void a_refused_request_is_the_engines_error() {
        BuildRequest request = BuildRequest.of(
                Contexts.of(Map.of("Dockerfile", "FROM scratch\n")), "Dockerfile", Map.of(), Map.of(), "NOT A NAME");
        assertThatThrownBy(() -> engine().build(request, new RecordedBuild(), new StopSignal()))
                .isInstanceOfSatisfying(EngineException.class, refused -> assertThat(refused.kind())
                        .isIn(Kind.REFUSED, Kind.FAILED));
    }

    @Test
    void a_build_that_is_stopped_leaves_nothing_running() {
        String seconds = Integer.toString(100_000 + (int) (Math.random() * 1_000_000));
        String dockerfile = "FROM %s\nRUN echo %s begun; sleep %s\n".formatted(BASE, seconds, seconds);
        StopSignal stop = new StopSignal();
        AtomicBoolean ran = new AtomicBoolean();
        RecordedBuild heard = new RecordedBuild(line -> {
            if (line.equals(seconds + " begun")) {
                ran.set(runs(seconds));
                stop.raise(StopSignal.Reason.IDLE_TIME);
            }
        });
        assertThatThrownBy(() -> engine().build(
                                request(Contexts.of(Map.of("Dockerfile", dockerfile)), "Dockerfile", Map.of()),
                                heard,
                                stop))
                .isInstanceOfSatisfying(EngineException.class, stopped -> assertThat(stopped.kind())
                        .isEqualTo(Kind.STOPPED));
        heard.assertAllEnded();
        Assumptions.assumeTrue(ran.get(), "the engine's processes cannot be seen from here");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !runs(seconds));
    }

    private static boolean runs(String seconds) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains("sleep " + seconds));
    }

    private BuildOutcome build(BuildRequest request, RecordedBuild heard, StopSignal stop) {
        BuildOutcome outcome = engine().build(request, heard, stop);
        heard.assertAllEnded();
        return outcome;
    }

    private static Built built(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Built.class);
        return (Built) outcome;
    }

    private static Failed failed(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    private BuildRequest request(BuildFiles context, String dockerfile, Map<String, String> args) {
        return BuildRequest.of(context, dockerfile, args, Map.of(label, "yes"), tag);
    }

    private DockerEngine engine() {
        DockerEngine engine = Objects.requireNonNull(connected);
        EngineInfo.Builder expected =
                choice == BuilderChoice.CLASSIC ? EngineInfo.Builder.CLASSIC : EngineInfo.Builder.BUILDKIT;
        assertThat(engine.info().builder()).isEqualTo(expected);
        return engine;
    }
}
