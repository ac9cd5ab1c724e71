package dev.slipway.run;

import static dev.slipway.engine.fake.Script.exits;
import static dev.slipway.engine.fake.Script.succeeds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.Check;
import dev.slipway.model.HttpAnswer;
import dev.slipway.model.HttpCall;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Nightly;
import dev.slipway.model.Pipeline;
import dev.slipway.model.PreloadSpec;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.plan.ImageLabels;
import dev.slipway.run.RunEvent.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run meets that is not its own doing: other runs, left-overs that will not go, disks that take nothing. */
@Timeout(60)
class WithstandTest {
    private static final Timeouts LIMITS = new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10));
    private static final Owner DEAD = new Owner(Owner.self().host(), Long.MAX_VALUE, 1);

    @TempDir
    private Path folder = Path.of("");

    private final FakeEngine engine = new FakeEngine().with("python:3.11-slim");
    private final StopSignal stop = new StopSignal();
    private final List<ImageSpec> images = new ArrayList<>();
    private EventRecorder story = new EventRecorder();
    private int runs;

    @BeforeEach
    void oneImage() throws IOException {
        images.add(image("backend", List.of(), List.of()));
    }

    private ImageSpec image(String name, List<PreloadSpec> preloads, List<Check> checks) throws IOException {
        Path context = Files.createDirectories(folder.resolve(name));
        Files.writeString(context.resolve("Dockerfile"), "FROM python:3.11-slim\nCOPY . .\n");
        Variant variant = new Variant(
                "default",
                BuildSpec.of(context, "Dockerfile"),
                new Proof(preloads, checks, List.of(), Map.of()),
                LIMITS,
                Budget.UNLIMITED,
                new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(1)),
                Models.NOWHERE);
        return new ImageSpec(name, List.of(), List.of(variant), List.of("stack/" + name + ":latest"), Models.NOWHERE);
    }

    private Run run(String home) {
        runs++;
        story = new EventRecorder();
        RunSetting setting = new RunSetting(
                "20260101-00000" + runs + "-abcd",
                new Pipeline(
                        "stack",
                        "",
                        folder.resolve("pipeline.yaml"),
                        List.of(),
                        images,
                        List.of(),
                        List.of(),
                        Nightly.NONE),
                new Home(folder.resolve(home)),
                2,
                Thoroughness.USUAL,
                "test");
        return new Run(
                engine, setting, List.of(story), new ManualTicker(), new Diagnostician(RuleBook.bundled())::diagnose);
    }

    private Verdict build() {
        return run("home").build(List.of(), stop);
    }

    private String id(String reference) {
        return engine.image(reference).orElseThrow().id();
    }

    @Test
    void imageOfARunIsNotTakenByAnotherThatProvesANewerOne() {
        AtomicBoolean once = new AtomicBoolean();
        engine.onCall(call -> {
            // When the first run is about to move its tags, a second one of a changed tree proves its own image.
            if (call.equals("image stack/backend:latest") && once.compareAndSet(false, true)) {
                String mark = "slipway.local/stack/backend:proven-default";
                String before = id(mark);
                engine.tag("python:3.11-slim", mark);
                Nameless.removeIfNameless(engine, before);
            }
        });
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(engine.tags()).contains("stack/backend:latest").noneMatch(tag -> tag.contains(":run-"));
    }

    @Test
    void loadedImageThatACheckRefusesIsNotLeftBehind() throws IOException {
        images.clear();
        PreloadSpec preload =
                new PreloadSpec("models", "python load.py", "/models", null, null, LIMITS, Models.NOWHERE);
        Check check = new Check.Run("python -c 1", 0, null, false, Duration.ofSeconds(5), Models.NOWHERE);
        images.add(image("backend", List.of(preload), List.of(check)));
        engine.onRun("python load.py", succeeds())
                .onRun("test -e", succeeds("4 /models"))
                .onRun("python -c 1", exits(1, "no"));
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(engine.imagesLabelled(ImageLabels.IMAGE, "backend")).isEmpty();
    }

    @Test
    void imageThatAUserMadeStaysWhenItsNameMoves() {
        engine.with("stack/backend:latest");
        String theirs = id("stack/backend:latest");
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(engine.image(theirs)).isPresent();
    }

    @Test
    void leftOverThatTheEngineWillNotLetGoStopsNobody() {
        engine.createNetwork("dead-net", false, DEAD.labels("dead"));
        engine.onCall(call -> {
            if (call.startsWith("remove network")) {
                throw new EngineException(Kind.REFUSED, call, "network has active endpoints");
            }
        });
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        story.assertWellFormed();
    }

    @Test
    void wishThatIsNoneIsLeftAlone() throws IOException {
        Path wishes = Files.createDirectories(folder.resolve("home/promotions"));
        Files.writeString(wishes.resolve("empty.wish"), "");
        Files.writeString(wishes.resolve("torn.wish"), DEAD + "\nstack/backend:la");
        Files.write(wishes.resolve("binary.wish"), new byte[] {(byte) 0xff, (byte) 0xfe});
        Files.writeString(wishes.resolve("foreign.wish"), "hello\nstack/backend:latest python:3.11-slim\n");
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(id("stack/backend:latest")).isNotEqualTo(id("python:3.11-slim"));
    }

    @Test
    void homeThatTakesNoRecordsCostsExplanationsNotTheRun() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        for (String store : List.of("inputs", "hashes", "proofs", "runs")) {
            Files.writeString(home.resolve(store), "a file where a folder should be");
        }
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        assertThat(story.all(RunEvent.ImageEnded.class))
                .extracting(RunEvent.ImageEnded::status)
                .containsExactly(ImageStatus.CACHED);
    }

    @Test
    void promotionThatCannotBeWrittenDownIsToldAndMovesNothing() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        build();
        String before = id("stack/backend:latest");
        Files.delete(home.resolve("promotions"));
        Files.writeString(home.resolve("promotions"), "a file where a folder should be");
        Files.writeString(folder.resolve("backend/app.py"), "print(1)\n");
        assertThat(build()).isEqualTo(Verdict.FAILED);
        assertThat(id("stack/backend:latest")).isEqualTo(before);
        assertThat(story.all(RunEvent.RunEnded.class)).singleElement().satisfies(end -> assertThat(end.summary())
                .contains("cannot write the promotion down"));
        story.assertWellFormed();
    }

    @Test
    void imageThatChangesUnderTheBuildersHandsIsNotReused() throws IOException {
        Path file = folder.resolve("backend/app.py");
        Files.writeString(file, "print(1)\n");
        engine.onCall(call -> {
            if (call.startsWith("build ")) {
                write(file, "print(2)\n");
            }
        });
        assertThat(build()).isEqualTo(Verdict.PROVEN);
        Files.writeString(file, "print(1)\n");
        assertThat(run("home").plan(List.of()).unchanged()).isFalse();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }

    @Test
    void checkMissesTheNameThatTheUserKnows() {
        build();
        engine.removeImage("stack/backend:latest");
        assertThat(run("home").check(List.of(), stop)).isEqualTo(Verdict.FAILED);
        assertThat(story.all(RunEvent.ImageEnded.class)).singleElement().satisfies(end -> assertThat(end.reason())
                .contains("stack/backend:latest"));
        build();
        assertThat(run("home").check(List.of(), stop)).isEqualTo(Verdict.PROVEN);
    }

    @Test
    void engineThatIsLostWhileCheckingIsToldAsLost() {
        build();
        AtomicBoolean prepared = new AtomicBoolean();
        engine.onCall(call -> {
            if (call.equals("image stack/backend:latest")) {
                prepared.set(true);
            } else if (prepared.get() && call.startsWith("image slipway.local")) {
                throw new EngineException(Kind.UNREACHABLE, call, "connection refused");
            }
        });
        assertThat(run("home").check(List.of(), stop)).isEqualTo(Verdict.ENGINE_LOST);
        story.assertWellFormed();
    }

    @Test
    void fileThatACheckSendsIsAnInput() throws IOException {
        images.clear();
        Path sample = folder.resolve("sample.png");
        Files.writeString(sample, "one");
        HttpCall call =
                new HttpCall("POST", 80, "/", Map.of(), new HttpCall.Body.Multipart(Map.of("image", "@sample.png")));
        Check check =
                new Check.Http(call, new HttpAnswer(200, null, Map.of(), null), Duration.ofSeconds(5), Models.NOWHERE);
        assertThat(Uploads.of(List.of(check), folder)).containsOnlyKeys("sample.png");
        Map<String, String> before = Uploads.of(List.of(check), folder);
        Files.writeString(sample, "two");
        assertThat(Uploads.of(List.of(check), folder)).isNotEqualTo(before);
    }

    @Test
    void namesThatDifferInADotAreDifferentImages() {
        assertThat(Names.slug("web.api")).isNotEqualTo(Names.slug("web-api")).isNotEqualTo(Names.slug("web_api"));
        assertThat(Names.slug("web-api")).isEqualTo("web-api");
    }
}
