package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import dev.slipway.drift.Drift;
import dev.slipway.drift.DriftWords;
import dev.slipway.drift.Pins;
import dev.slipway.engine.Engine;
import dev.slipway.history.Ledger;
import dev.slipway.judgement.ChangePoint;
import dev.slipway.judgement.ChangePoints;
import dev.slipway.judgement.Debt;
import dev.slipway.judgement.Flakiness;
import dev.slipway.judgement.Steadiness;
import dev.slipway.model.Pipeline;
import dev.slipway.nightly.BillChanges;
import dev.slipway.nightly.Changes;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.Night;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.Nights;
import dev.slipway.nightly.Review;
import dev.slipway.nightly.Rule;
import dev.slipway.nightly.Transition;
import dev.slipway.notices.Notice;
import dev.slipway.past.PastRun;
import dev.slipway.past.Series.Measure;
import dev.slipway.run.Home;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Sixty nights of one pipeline on a live engine, with days of a few seconds: what is told of them, what is suspected, and what is
 * judged of them in the end.
 */
@Tag("nights")
final class SixtyNightsIT {
    private static final Instant EVE = Instant.parse("2026-02-28T02:30:20Z");
    private static final int NIGHTS = 60;
    private static final int MIRROR_FAILS = 8;
    private static final int PATCH = 14;
    private static final int BASE_REBUILT = 18;
    private static final int NUMPY_2 = 22;
    private static final int VISION_FOR_NUMPY_2 = 26;
    private static final int KILLED = 30;
    private static final Set<Integer> MISSED = Set.of(35, 36);
    private static final int GROWTH = 40;
    private static final Set<Integer> BAD_MOODS = Set.of(11, 20, 28, 45, 52, 57);

    @RegisterExtension
    private final Scenario scenario = new Scenario("sixty-nights");

    private final List<String> told = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final List<String> suspects = new ArrayList<>();
    private Instant toldUntil = Instant.EPOCH;

    @AfterEach
    void removeTheBase() {
        scenario.engine().removeImage(base());
    }

    /** A registry that refuses at once: the base is what is on the engine, whatever it is by now. */
    private String base() {
        return "127.0.0.1:9/nights-base-" + scenario.mark() + ":1";
    }

    @Test
    void only_what_changed_is_told_and_the_right_thing_is_suspected() throws IOException {
        // Without compiled modules each start of pip would compile itself anew.
        makeTheBase("RUN python3 -m pip --version && python3 -m compileall -q /usr/lib/python3* || true");
        Path home = Files.createDirectories(scenario.place().resolve("home"));
        try (NightlyIndex index = NightlyIndex.at(scenario.engine().gateway());
                Engine engine = OneNight.connect(scenario.engine().host());
                Ledger ledger = Ledger.open("", new Home(home))) {
            scenario.set("INDEX", index.authority()).set("BASE", base());
            offerTheFirstReleases(index);
            Map<String, String> parameters = Map.of("RUN", scenario.mark(), "INDEX", index.authority(), "BASE", base());
            Path file = scenario.folder().resolve("pipeline.yaml");
            Pipeline pipeline = OneNight.read(file, parameters);
            OneNight one = new OneNight(engine, new Home(home), pipeline);
            for (int night = 1; night <= NIGHTS; night++) {
                change(index, night);
                if (MISSED.contains(night)) {
                    continue;
                }
                if (night == KILLED) {
                    kill(index, home, file, at(night), parameters);
                } else {
                    one.run(at(night));
                    tell(pipeline, ledger, new Home(home));
                }
                if (night == VISION_FOR_NUMPY_2 - 1) {
                    assertThat(Debt.of(ledger.runs(pipeline.name(), 1000), ZoneOffset.UTC))
                            .singleElement()
                            .extracting(Debt::image, Debt::nights, Debt::variant)
                            .containsExactly("app", 4, "minimal");
                }
            }
            assertAll(
                    this::theNoticesAreTheTransitions,
                    this::theSuspectsAreTheRightOnes,
                    () -> theFlakyCheckIsFoundAndNoOther(ledger, pipeline),
                    () -> theGrowthIsFoundOnce(ledger, pipeline));
        }
    }

    private static Instant at(int night) {
        return EVE.plus(Duration.ofDays(night));
    }

    private static int night(Instant began) {
        return (int) Duration.between(EVE, began.plus(Duration.ofHours(1))).toDays();
    }

    private static void offerTheFirstReleases(NightlyIndex index) {
        index.offer("numpy", "1.26.4", "__version__ = '1.26.4'\n", "", 0);
        index.offer("leaf", "1.0.0", "", "", 0);
        index.offer(
                "vision",
                "4.10",
                """
                import numpy
                if numpy.__version__.startswith("2"):
                    raise ImportError("numpy.core.multiarray failed to import: a module that was compiled using NumPy 1.x"
                                      " cannot be run in NumPy " + numpy.__version__ + " as it may crash")
                """,
                "Requires-Dist: numpy\n",
                0);
    }

    private void change(NightlyIndex index, int night) {
        index.refuse(night == MIRROR_FAILS);
        index.mood(BAD_MOODS.contains(night) ? "bad" : "good");
        switch (night) {
            case PATCH -> index.offer("leaf", "1.0.1", "", "", 0);
            case BASE_REBUILT -> rebuildTheBase();
            case NUMPY_2 -> index.offer("numpy", "2.3.1", "__version__ = '2.3.1'\n", "", 0);
            case VISION_FOR_NUMPY_2 -> index.offer("vision", "4.11", "import numpy\n", "Requires-Dist: numpy\n", 0);
            case GROWTH -> index.offer("leaf", "1.1.0", "", "", 50_000_000);
            default -> {}
        }
    }

    private void rebuildTheBase() {
        scenario.engine().tag(base(), base() + "-before");
        makeTheBase("RUN sed -i '/^Package: libssl3$/,/^$/ s/^Version: .*/Version: 3.0.99-1/' /var/lib/dpkg/status");
        scenario.engine().removeImage(base() + "-before");
    }

    /** From what it is, or from Python at first. */
    private void makeTheBase(String instruction) {
        String from = scenario.engine().imageId(base()).isPresent() ? base() + "-before" : Scenario.PYTHON;
        byte[] dockerfile = ("FROM " + from + "\n" + instruction + "\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry("Dockerfile");
            entry.setSize(dockerfile.length);
            tar.putArchiveEntry(entry);
            tar.write(dockerfile);
            tar.closeArchiveEntry();
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing a tar to memory", impossible);
        }
        new EngineHttp(URI.create(scenario.engine().host())).post("/build?t=" + base(), bytes.toByteArray());
    }

    /** A night in a process of its own, which is killed while its build waits for the index. */
    private static void kill(NightlyIndex index, Path home, Path file, Instant at, Map<String, String> parameters)
            throws IOException {
        index.shut();
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OneNight.class.getName(),
                System.getenv("DOCKER_HOST"),
                home.toString(),
                file.toString(),
                at.toString()));
        parameters.forEach((name, value) -> line.add(name + "=" + value));
        File out = home.resolve("killed.out").toFile();
        File err = home.resolve("killed.err").toFile();
        Journals journals = Journals.after(home);
        Process process =
                new ProcessBuilder(line).redirectOutput(out).redirectError(err).start();
        Underway killed = new Underway(process, journals, out.toPath(), err.toPath());
        killed.until(
                "pip waits for the index",
                event -> event instanceof StepStarted step
                        && step.kind() == StepKind.LAYER
                        && step.title().contains("pip install"));
        killed.signal("KILL");
        killed.end().exits(137);
        index.open();
    }

    /** As the program does after a night: what was not told yet is. */
    private void tell(Pipeline pipeline, Ledger ledger, Home home) {
        ledger.catchUp();
        Rule rule = Rule.of(pipeline.nightly(), ZoneOffset.UTC);
        NightFiles files = NightFiles.in(home, pipeline.name());
        if (LastNight.read(files).watched() == null) {
            LastNight.read(files).watchedSince(Instant.EPOCH).write(files);
        }
        Review review = Review.of(ledger, files, rule, Pins.NONE, toldUntil);
        Changes changes = new BillChanges(ledger, Pins.NONE);
        for (Nights.Told each : review.untold()) {
            Instant began = each.night().began();
            toldUntil = began;
            for (Notice notice : review.bulletin().notices(each)) {
                String subject = notice.subject().equals(pipeline.name()) ? "pipeline" : notice.subject();
                told.add(night(began) + " " + notice.kind() + " " + subject);
                words.add(told.getLast() + ": " + notice.headline() + "\n  " + String.join("\n  ", notice.lines()));
            }
            for (Transition transition : each.transitions()) {
                first(changes, transition, each.night())
                        .ifPresent(suspect -> suspects.add(night(began) + " " + transition.subject() + ": " + suspect));
            }
        }
    }

    /** What is suspected first where something broke or became another thing. */
    private static Optional<String> first(Changes changes, Transition transition, Night night) {
        if (!(night instanceof Night.Ran(PastRun run))) {
            return Optional.empty();
        }
        Optional<Drift> drift =
                switch (transition) {
                    case Transition.NewFailure it -> changes.sinceGood(run.id(), it.subject(), it.trouble());
                    case Transition.FailsOtherwise it -> changes.sinceGood(run.id(), it.subject(), it.trouble());
                    case Transition.Degraded it -> changes.sinceGood(run.id(), it.subject(), it.trouble());
                    case Transition.DebtDue it -> changes.sinceGood(run.id(), it.subject(), it.trouble());
                    case Transition.SpareBroken it -> changes.sinceGood(run.id(), it.subject(), it.trouble());
                    case Transition.Drifted it -> Optional.of(it.drift());
                    case Transition.Recovered it -> Optional.empty();
                    case Transition.ClimbedBack it -> Optional.empty();
                    case Transition.SpareMended it -> Optional.empty();
                    case Transition.Stale it -> Optional.empty();
                    case Transition.Missed it -> Optional.empty();
                    case Transition.CutOff it -> Optional.empty();
                    case Transition.FirstNight it -> Optional.empty();
                };
        return drift.map(found -> found.none()
                ? "nothing"
                : DriftWords.line(found.suspects().getFirst())
                        .replaceAll("127\\.0\\.0\\.1:9/nights-base-[0-9a-f]+:1", "BASE")
                        .replaceAll("\\b[0-9a-f]{12}\\b", "ID")
                        .replaceAll("libssl3 \\S+", "libssl3 OLD"));
    }

    private void theNoticesAreTheTransitions() {
        assertThat(told)
                .as(() -> "what was told, in whole:\n" + String.join("\n", words))
                .containsExactly(
                        "8 new-failure app",
                        "9 recovered app",
                        "11 new-failure tool",
                        "12 recovered tool",
                        "14 drifted app",
                        "18 drifted app",
                        "18 drifted tool",
                        "20 new-failure tool",
                        "21 recovered tool",
                        "22 degraded app",
                        "24 debt-due app",
                        "26 climbed-back app",
                        "28 new-failure tool",
                        "29 recovered tool",
                        "30 cut-off pipeline",
                        "37 missed pipeline",
                        "40 drifted app",
                        "45 new-failure tool",
                        "46 recovered tool",
                        "52 new-failure tool",
                        "53 recovered tool",
                        "57 new-failure tool",
                        "58 recovered tool");
    }

    private void theSuspectsAreTheRightOnes() {
        assertThat(suspects)
                .containsExactly(
                        "8 app: nothing",
                        "11 tool: nothing",
                        "14 app: leaf 1.0.0 → 1.0.1 (no file of yours changed)",
                        "18 app: base BASE ID → ID (1 Debian package differs: libssl3 OLD → 3.0.99-1)",
                        "18 tool: base BASE ID → ID (1 Debian package differs: libssl3 OLD → 3.0.99-1)",
                        "20 tool: nothing",
                        "22 app: numpy 1.26.4 → 2.3.1 (the evidence names it, and no file of yours changed)",
                        "24 app: numpy 1.26.4 → 2.3.1 (the evidence names it, and no file of yours changed)",
                        "28 tool: nothing",
                        "40 app: leaf 1.0.1 → 1.1.0 (no file of yours changed)",
                        "45 tool: nothing",
                        "52 tool: nothing",
                        "57 tool: nothing");
    }

    private static void theFlakyCheckIsFoundAndNoOther(Ledger ledger, Pipeline pipeline) {
        assertThat(Flakiness.flaky(ledger.trials(pipeline.name(), Instant.EPOCH)))
                .extracting(Steadiness::step)
                .extracting(step -> step.subject() + " " + step.kind() + " " + step.step())
                .containsExactly("tool check run python3 /tool/ask.py");
    }

    private static void theGrowthIsFoundOnce(Ledger ledger, Pipeline pipeline) {
        List<ChangePoint> points = ChangePoints.of(ledger.measures(pipeline.name(), Instant.EPOCH));
        assertThat(points)
                .filteredOn(point -> point.measure() == Measure.SIZE)
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.subject()).isEqualTo("app");
                    assertThat(night(point.at())).isEqualTo(GROWTH);
                    assertThat(point.change()).isBetween(0.25, 0.4);
                });
    }
}
