package dev.slipway.run;

import static dev.slipway.engine.fake.Script.breaks;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.run.RunEvent.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stack checks need of others is known before anything is built for them. */
@Timeout(60)
class StackServicesTest {
    private static final ServiceSpec DATABASE =
            new ServiceSpec("database", "mongo:7.0-alpine", List.of(), Map.of(), List.of(), Models.NOWHERE);
    private static final ServiceSpec DASHBOARD =
            new ServiceSpec("dashboard", "${images.backend}", List.of(), Map.of(), List.of(), Models.NOWHERE);
    private static final StackCheck TOGETHER = new StackCheck(
            "they know each other", List.of("database", "dashboard", "backend"), Map.of(), List.of(), Models.NOWHERE);

    @TempDir
    private Path folder = Path.of("");

    private final FakeEngine engine = new FakeEngine().with("python:3.11-slim");
    private final EventRecorder story = new EventRecorder();

    @BeforeEach
    void twoContexts() throws IOException {
        for (String image : List.of("backend", "frontend")) {
            Path context = Files.createDirectories(folder.resolve(image));
            Files.writeString(context.resolve("Dockerfile"), "FROM python:3.11-slim\n");
        }
        engine.onPull(
                "mongo:7.0-alpine",
                breaks(Kind.NOT_FOUND, "manifest for mongo:7.0-alpine not found: manifest unknown: manifest unknown"));
    }

    private Pipeline pipeline() {
        List<ImageSpec> images =
                List.of(Models.imageIn(folder.resolve("backend")), Models.imageIn(folder.resolve("frontend")));
        return new Pipeline(
                "stack",
                "",
                folder.resolve("pipeline.yaml"),
                List.of(),
                images,
                List.of(DATABASE, DASHBOARD),
                List.of(TOGETHER),
                Nightly.NONE);
    }

    private Verdict build(List<String> wanted) {
        RunSetting setting = new RunSetting(
                "20260101-000001-abcd", pipeline(), new Home(folder.resolve("home")), 2, Thoroughness.USUAL, "test");
        Judge judge = new Diagnostician(RuleBook.bundled())::diagnose;
        return new Run(engine, setting, List.of(story), new ManualTicker(), judge).build(wanted, new StopSignal());
    }

    @Test
    void knowsWhatIsStartedBesideAnImage() {
        assertThat(StackServices.of(pipeline(), true).beside("backend")).containsExactly("mongo:7.0-alpine");
        assertThat(StackServices.of(pipeline(), true).beside("frontend")).isEmpty();
        assertThat(StackServices.of(pipeline(), false).beside("backend")).isEmpty();
    }

    @Test
    void missingServiceStopsWhatNeedsItBeforeItIsBuilt() {
        assertThat(build(List.of())).isEqualTo(Verdict.FAILED);
        assertThat(engine.requests()).hasSize(1);
        assertThat(story.all(RunEvent.ImageEnded.class))
                .extracting(end -> end.image() + " " + end.status())
                .containsExactlyInAnyOrder("backend FAILED", "frontend BUILT");
        assertThat(story.all(RunEvent.BaseEnded.class))
                .filteredOn(end -> end.how().equals("failed"))
                .singleElement()
                .extracting(RunEvent.BaseEnded::why, InstanceOfAssertFactories.type(Diagnosis.class))
                .satisfies(why -> {
                    assertThat(why.category()).isEqualTo("image-not-found");
                    assertThat(why.quotes()).anyMatch(quote -> quote.text().contains("manifest unknown"));
                    assertThat(why.remedies()).anyMatch(remedy -> remedy.contains("its tags look like 7.0"));
                });
    }

    @Test
    void serviceOfStackChecksIsNoMatterOfSomeImagesAlone() {
        assertThat(build(List.of("backend"))).isEqualTo(Verdict.PROVEN);
    }
}
