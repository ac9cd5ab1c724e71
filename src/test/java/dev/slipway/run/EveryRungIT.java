package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.DockerEngine;
import dev.slipway.engine.docker.EngineAddress;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.plan.ImageLabels;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.AttemptStarted;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.ImageEnded;
import dev.slipway.run.RunEvent.Noticed;
import dev.slipway.run.RunEvent.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A night on a live engine: every rung that ought to work is known to work, or told. */
@Timeout(300)
final class EveryRungIT {
    private static final String PYTHON = "python:3.11-slim";
    private static final String BROKEN = "RUN gcc --version\n";

    @TempDir
    private Path folder = Path.of("");

    private final String mark =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    private final String name = "every-rung-" + mark;
    /** Of a registry that nobody is, so that nothing comes from anywhere. */
    private final String base = "localhost:1/base-" + mark + ":1";

    private EventRecorder story = new EventRecorder();
    private @Nullable Engine connected;

    @BeforeEach
    void connect() {
        Map<String, String> env = System.getenv();
        Assumptions.assumeTrue(env.containsKey("DOCKER_HOST"), "DOCKER_HOST is not set");
        try {
            connected =
                    DockerEngine.connect(EngineAddress.discover(env, Path.of(System.getProperty("user.home", "/"))));
        } catch (EngineException absent) {
            Assumptions.abort("no engine answers: " + absent.getMessage());
        }
        Assumptions.assumeTrue(engine().image(PYTHON).isPresent(), "the engine has no " + PYTHON);
        engine().tag(PYTHON, base);
    }

    @AfterEach
    void clear() {
        Engine engine = connected;
        if (engine != null) {
            engine.removeImage(base);
            for (ImageFacts image : engine.imagesLabelled(ImageLabels.PIPELINE, name)) {
                List<String> names = image.tags().isEmpty() ? List.of(image.id()) : image.tags();
                names.forEach(engine::removeImage);
            }
            engine.close();
        }
    }

    private Engine engine() {
        return Objects.requireNonNull(connected);
    }

    private Pipeline worker(String... rungs) throws IOException {
        Path context = Files.createDirectories(folder.resolve("worker"));
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < rungs.length; i++) {
            String variant = List.of("full", "lean", "tiny").get(i);
            Files.writeString(context.resolve("Dockerfile." + variant), "FROM " + base + "\n" + rungs[i]);
            variants.add(new Variant(
                    variant,
                    BuildSpec.of(context, "Dockerfile." + variant),
                    new Proof(List.of(), List.of(), List.of(), Map.of()),
                    new Timeouts(Duration.ofMinutes(5), Duration.ofMinutes(2)),
                    Budget.UNLIMITED,
                    new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofMinutes(5)),
                    Models.NOWHERE));
        }
        ImageSpec image =
                new ImageSpec("worker", List.of(), variants, List.of(name + "/worker:latest"), Models.NOWHERE);
        return new Pipeline(
                name,
                "",
                folder.resolve("pipeline.yaml"),
                List.of(),
                List.of(image),
                List.of(),
                List.of(),
                Nightly.NONE);
    }

    private Run run(Pipeline pipeline, Thoroughness thoroughness, SystemTicker ticker) {
        story = new EventRecorder();
        Home home = new Home(folder.resolve("home"));
        RunSetting setting =
                new RunSetting(new RunFolders(home).begin(Instant.now()), pipeline, home, 2, thoroughness, "test");
        return new Run(engine(), setting, List.of(story), ticker, new Diagnostician(RuleBook.bundled())::diagnose);
    }

    private Verdict night(Pipeline pipeline) {
        try (SystemTicker ticker = new SystemTicker()) {
            return run(pipeline, Thoroughness.NIGHTLY, ticker).nightly(List.of(), new StopSignal());
        } finally {
            story.assertWellFormed();
        }
    }

    private List<String> attempts() {
        List<String> attempts = new ArrayList<>();
        List<AttemptEnded> ends = story.all(AttemptEnded.class);
        for (AttemptStarted start : story.all(AttemptStarted.class)) {
            ends.stream()
                    .filter(end -> end.span().equals(start.span()))
                    .forEach(end -> attempts.add(start.variant() + " " + end.status()));
        }
        return attempts;
    }

    private String end() {
        ImageEnded end = story.all(ImageEnded.class).getFirst();
        return end.status() + " " + end.result().variant();
    }

    private boolean marked(String variant) {
        return engine().image("slipway.local/" + name + "/worker:proven-" + variant)
                .isPresent();
    }

    @Test
    void what_ought_to_be_fallen_back_to_is_tried_below_a_rung_that_proves() throws IOException {
        Pipeline pipeline = worker(BROKEN, "RUN echo lean\n", "RUN echo tiny\n");

        assertThat(night(pipeline)).isEqualTo(Verdict.DEGRADED);
        assertThat(attempts()).containsExactly("full FAILED", "lean PASSED", "tiny PASSED");
        assertThat(end()).isEqualTo("DEGRADED lean");
        assertThat(marked("lean")).isTrue();
        assertThat(marked("tiny")).as("a spare rung leaves no mark").isFalse();
        assertThat(story.all(BaseEnded.class)).singleElement().satisfies(ended -> {
            assertThat(ended.how()).isEqualTo("present");
            assertThat(ended.id()).isEqualTo(engine().image(base).orElseThrow().id());
        });
        assertThat(story.all(Noticed.class))
                .singleElement()
                .extracting(Noticed::text)
                .asString()
                .startsWith(base + " could not be refreshed (");

        try (SystemTicker ticker = new SystemTicker()) {
            run(pipeline, Thoroughness.USUAL, ticker).build(List.of(), new StopSignal());
        }
        assertThat(end()).as("a night's degraded image is kept by day").isEqualTo("DEGRADED lean");
        assertThat(attempts()).isEmpty();

        assertThat(night(pipeline)).isEqualTo(Verdict.DEGRADED);
        assertThat(attempts())
                .as("the next night tries the upper rung again")
                .containsExactly("full FAILED", "lean PASSED", "tiny PASSED");
    }

    @Test
    void broken_spare_rung_is_told_and_changes_nothing() throws IOException {
        assertThat(night(worker("RUN echo full\n", BROKEN))).isEqualTo(Verdict.PROVEN);
        assertThat(attempts()).containsExactly("full PASSED", "lean FAILED");
        assertThat(end()).isEqualTo("BUILT full");
        assertThat(story.all(AttemptEnded.class).getLast().why())
                .isNotNull()
                .extracting(Diagnosis::category)
                .asString()
                .contains("compiler");
        assertThat(story.all(Noticed.class))
                .extracting(Noticed::text)
                .anyMatch(text -> text.startsWith("worker could not fall back to 'lean': "));
        assertThat(marked("full")).isTrue();
        assertThat(marked("lean")).isFalse();
        assertThat(engine().image(name + "/worker:latest")).isPresent();
        assertThat(engine().imagesLabelled(ImageLabels.PIPELINE, name)).hasSize(1);
    }
}
