package dev.slipway.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.model.Pipeline;
import dev.slipway.plan.ImageLabels;
import dev.slipway.probe.Vault;
import dev.slipway.run.Home;
import dev.slipway.run.Owner;
import dev.slipway.run.RunFolders;
import dev.slipway.stack.Stack;
import dev.slipway.stack.StackName;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final String DEAD_RUN = "20261101-000000-dead";
    private static final Wish USUAL = new Wish(false, false, false, false, 20);
    private static final Wish IMAGES = new Wish(true, false, false, false, 20);

    private String dev = "";
    private final FakeEngine engine = new FakeEngine();

    @TempDir
    private Path folder = Path.of("");

    private Home home = new Home(Path.of(""));

    @BeforeEach
    void aRunThatDied() throws IOException {
        home = new Home(folder.resolve(".slipway"));
        run(DEAD_RUN, "shop");
    }

    private void run(String id, String pipeline) throws IOException {
        Files.createDirectories(home.run(id));
        Files.writeString(home.run(id).resolve("owner"), dead().toString());
        Files.writeString(
                home.journal(id),
                """
                {"event":"run-started","at":"2026-11-01T00:00:00Z","span":"run","run":"%s","command":"build","pipeline":"%s","engine":"","images":[]}
                """
                        .formatted(id, pipeline));
    }

    /** This process, had it begun at another moment. */
    private static Owner dead() {
        Owner self = Owner.self();
        return new Owner(self.host(), self.process(), self.begun() + 1);
    }

    private Pipeline pipeline() throws IOException {
        Path file = folder.resolve("pipeline.yaml");
        Files.writeString(
                file,
                """
                slipway: 1
                name: shop
                images:
                  api:
                    tags: [shop/api:latest]
                    variants: [{name: full}, {name: minimal, dockerfile: Dockerfile.minimal}]
                    checks: [{run: {command: 'true'}}]
                %s
                """
                        .formatted(dev));
        return PipelineReader.read(file, Map.of()) instanceof Reading.Valid valid
                ? valid.pipeline()
                : throwing(PipelineReader.read(file, Map.of()));
    }

    private static Pipeline throwing(Reading reading) {
        throw new AssertionError(reading.toString());
    }

    private Inventory look(Wish wish) throws IOException {
        return cleaner(wish).look(NOW);
    }

    private Cleaner cleaner(Wish wish) throws IOException {
        return new Cleaner(engine, home, new Scope(List.of(pipeline()), List.of(), true), wish);
    }

    private void image(String pipeline, String... tags) {
        Map<String, String> labels = new HashMap<>();
        labels.put(ImageLabels.PIPELINE, pipeline);
        labels.put(ImageLabels.IMAGE, "api");
        engine.with(tags[0], configuration(), labels);
        String id = engine.image(tags[0]).orElseThrow().id();
        for (int i = 1; i < tags.length; i++) {
            engine.tag(id, tags[i]);
        }
    }

    private static ImageFacts.Configuration configuration() {
        return new ImageFacts.Configuration("", List.of(), List.of(), Map.of(), List.of(), null, "");
    }

    private static List<String> names(Inventory inventory) {
        return inventory.items().stream().map(Item::name).toList();
    }

    @Test
    void whatTheDeadOwnGoesAndWhatTheLivingOwnStays() throws IOException {
        engine.with("redis:7");
        engine.createNetwork("dead-net", false, dead().labels(DEAD_RUN));
        engine.createVolume("dead-volume", dead().labels(DEAD_RUN));
        engine.createNetwork("living-net", false, Owner.self().labels("20261122-120000-0001"));
        engine.createVolume("foreign-volume", Map.of("somebody", "else"));
        engine.housekeeping().volume("dead-volume", 5_000_000);

        Inventory inventory = look(USUAL);

        assertThat(names(inventory)).containsExactly("dead-net", "dead-volume");
        assertThat(inventory.bytes()).isEqualTo(5_000_000);
        cleaner(USUAL).remove(inventory, removal -> {});
        assertThat(engine.left()).extracting(object -> object.name()).containsExactly("living-net", "foreign-volume");
    }

    @Test
    void whatUpKeepsRunningHasNoOwnerAndStaysAndWhatADeadDevLeftGoes() throws IOException {
        new Stack(engine, StackName.kept("shop")).network();
        new Stack(engine, StackName.workedOn("shop"), Vault.EMPTY, dead().labels(DEAD_RUN)).network();

        assertThat(names(look(USUAL))).containsExactly("slipway-shop-DEV");
    }

    @Test
    void aDryLookTouchesNothing() throws IOException {
        engine.createNetwork("dead-net", false, dead().labels(DEAD_RUN));
        image("shop", "slipway.local/shop/api:run-" + DEAD_RUN + "-full");

        look(new Wish(true, true, true, true, 0));

        assertThat(engine.calls()).noneMatch(call -> call.startsWith("remove") || call.startsWith("prune"));
        assertThat(home.run(DEAD_RUN)).exists();
    }

    @Test
    void ofImagesTheUselessNamesGo() throws IOException {
        image("shop", "slipway.local/shop/api:run-" + DEAD_RUN + "-full");
        image("shop", "slipway.local/shop/api:proven-full", "shop/api:latest", "slipway.local/shop/api:id-abc");
        image("shop", "slipway.local/shop/api:proven-gone");
        image("shop", "slipway.local/shop/api:id-def");
        image("strange", "slipway.local/strange/api:proven-full");
        engine.with("user/app:1");

        Inventory inventory = look(USUAL);

        assertThat(names(inventory))
                .containsExactlyInAnyOrder(
                        "slipway.local/shop/api:run-" + DEAD_RUN + "-full",
                        "slipway.local/shop/api:proven-gone",
                        "slipway.local/shop/api:id-def");
        cleaner(USUAL).remove(inventory, removal -> {});
        assertThat(engine.tags())
                .containsExactlyInAnyOrder(
                        "slipway.local/shop/api:proven-full",
                        "shop/api:latest",
                        "slipway.local/shop/api:id-abc",
                        "slipway.local/strange/api:proven-full",
                        "user/app:1");
    }

    @Test
    void provenImagesGoWhenAskedAndPromotedTagsOnlyWhenAskedTwice() throws IOException {
        image("shop", "slipway.local/shop/api:proven-full", "shop/api:latest", "mine/api:keep");

        assertThat(names(look(USUAL))).isEmpty();
        Inventory images = look(IMAGES);
        assertThat(names(images)).containsExactly("slipway.local/shop/api:proven-full");
        assertThat(images.kept()).extracting(Kept::name).containsExactlyInAnyOrder("shop/api:latest", "mine/api:keep");
        assertThat(names(look(new Wish(true, true, false, false, 20))))
                .containsExactlyInAnyOrder("slipway.local/shop/api:proven-full", "shop/api:latest");
    }

    @Test
    void whatDevBuiltStaysWhileItIsWorkedOnAndGoesForATrueReason() throws IOException {
        image("shop", "slipway.local/shop/api:proven-_dev");
        image("shop", "slipway.local/shop/web:proven-_dev");
        dev = "dev: {api: {command: [run]}}";

        assertThat(look(USUAL).items()).singleElement().satisfies(item -> {
            assertThat(item.name()).isEqualTo("slipway.local/shop/web:proven-_dev");
            assertThat(item.why()).contains("under 'dev:'");
        });
        assertThat(look(IMAGES).items()).extracting(Item::why).contains("built by 'dev' (--images)");
    }

    @Test
    void anImageThatAContainerUsesIsKeptUnlessTheContainerGoesToo() throws IOException {
        image("shop", "slipway.local/shop/api:proven-gone");
        image("shop", "slipway.local/shop/api:proven-nameless");
        String named =
                engine.image("slipway.local/shop/api:proven-gone").orElseThrow().id();
        String nameless = engine.image("slipway.local/shop/api:proven-nameless")
                .orElseThrow()
                .id();
        image("shop", "slipway.local/shop/api:proven-nameless");
        engine.housekeeping().uses("somebody's", named).uses("somebody else's", nameless);

        assertThat(look(USUAL).items()).extracting(Item::id).doesNotContain(named, nameless);
        assertThat(look(USUAL).kept()).extracting(Kept::why).contains("a container uses it");

        String network = engine.createNetwork("n", false, Map.of());
        String dying = engine.createContainer(new ContainerSpec(
                named,
                "dying",
                null,
                null,
                Map.of(),
                new ContainerSpec.Attachment.Joined(network, "dying", List.of()),
                ContainerSpec.Confinement.NONE,
                dead().labels(DEAD_RUN)));
        engine.housekeeping().uses("somebody's", nameless).uses(dying, named);
        assertThat(names(look(USUAL))).contains("slipway.local/shop/api:proven-gone");
    }

    @Test
    void imagesThatARunMayWorkOnStay() throws IOException {
        image("shop", "slipway.local/shop/api:run-20261122-115900-beef-full");
        image("shop", "slipway.local/shop/api:proven-gone");

        Inventory inventory = look(IMAGES);

        assertThat(inventory.items()).isEmpty();
        assertThat(inventory.kept()).extracting(Kept::why).containsExactly("a run may be at work on them");
    }

    @Test
    void aLivingRunOfThisHomeKeepsItsPipelinesImages() throws IOException {
        String living = new RunFolders(home).begin(NOW);
        image("shop", "slipway.local/shop/api:proven-gone");

        assertThat(names(look(IMAGES))).isEmpty();
        assertThat(home.run(living)).exists();
    }

    @Test
    void theLastRunsStayOnRecord() throws IOException {
        run("20261102-000000-0002", "shop");
        run("20261103-000000-0003", "shop");
        run("20261101-000000-0004", "other");

        assertThat(names(look(new Wish(false, false, false, false, 2)))).containsExactly("runs/" + DEAD_RUN);

        image("shop", "slipway.local/shop/api:run-" + DEAD_RUN + "-full");
        assertThat(look(new Wish(false, false, false, false, 2)).items())
                .as("what a name on the engine refers to stays until the name is gone")
                .extracting(Item::kind)
                .containsExactly(Item.Kind.IMAGE);
    }

    private void report(String name, String text) throws IOException {
        Files.createDirectories(home.reports(name));
        Files.writeString(home.reports(name).resolve("index.html"), text);
    }

    @Test
    void reportsGoWithTheirRunAndWhenItIsGoneAlready() throws IOException {
        run("20261102-000000-0002", "shop");
        report(DEAD_RUN, "of what goes");
        report("20261102-000000-0002", "of what stays");
        report("20261001-000000-beef", "of what is gone");
        report("for-the-boss", "somebody's own");
        Files.writeString(home.reports("index.html"), "over time");
        Wish one = new Wish(false, false, false, false, 1);

        Inventory found = look(one);

        assertThat(found.items())
                .extracting(Item::kind, Item::name, Item::bytes)
                .containsExactly(
                        Tuple.tuple(Item.Kind.REPORT, "reports/20261001-000000-beef", 15L),
                        Tuple.tuple(Item.Kind.REPORT, "reports/" + DEAD_RUN, 12L),
                        Tuple.tuple(
                                Item.Kind.RUN, "runs/" + DEAD_RUN, Files.size(home.journal(DEAD_RUN)) + ownerBytes()));
        assertThat(home.reports(DEAD_RUN)).as("a look changes nothing").exists();

        assertThat(cleaner(one).remove(found, removal -> {})).allMatch(Removal.Gone.class::isInstance);
        assertThat(Folder.entries(home.reports()))
                .extracting(path -> path.getFileName().toString())
                .containsExactly("20261102-000000-0002", "for-the-boss", "index.html");
    }

    private long ownerBytes() throws IOException {
        return Files.size(home.run(DEAD_RUN).resolve("owner"));
    }

    @Test
    void whereOnePipelineIsMeantReportsOfUnknownRunsStay() throws IOException {
        run("20261102-000000-0002", "shop");
        report(DEAD_RUN, "of what goes");
        report("20261001-000000-beef", "of what is gone");
        Scope shop = new Scope(List.of(pipeline()), List.of(), false);

        assertThat(names(new Cleaner(engine, home, shop, new Wish(false, false, false, false, 1)).look(NOW)))
                .containsExactly("reports/" + DEAD_RUN, "runs/" + DEAD_RUN);
    }

    @Test
    void recordsThatNobodyNeedsGo() throws IOException {
        Path inputs = home.inputs().resolve("a".repeat(64) + ".inputs");
        Path fresh = home.inputs().resolve("b".repeat(64) + ".inputs");
        Files.createDirectories(home.inputs());
        Files.writeString(inputs, "old");
        Files.writeString(fresh, "new");
        Files.setLastModifiedTime(inputs, FileTime.from(NOW.minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(fresh, FileTime.from(NOW.minus(Duration.ofDays(6))));

        Inventory inventory = look(USUAL);

        assertThat(names(inventory)).containsExactly("inputs/" + "a".repeat(64) + ".inputs");
        cleaner(USUAL).remove(inventory, removal -> {});
        assertThat(inputs).doesNotExist();
        assertThat(fresh).exists();
    }

    @Test
    void whatIsRefusedIsToldAndDoesNotStopTheRest() throws IOException {
        engine.createNetwork("stuck", false, dead().labels(DEAD_RUN));
        engine.createVolume("loose", dead().labels(DEAD_RUN));
        engine.onCall(call -> {
            if (call.startsWith("remove network")) {
                throw new EngineException(EngineException.Kind.REFUSED, call, "has active endpoints");
            }
        });

        List<Removal> removals = cleaner(USUAL).remove(look(USUAL), removal -> {});

        assertThat(removals)
                .satisfiesExactly(
                        refused -> assertThat(refused)
                                .isInstanceOfSatisfying(Removal.Refused.class, one -> assertThat(one.answer())
                                        .isEqualTo("has active endpoints")),
                        gone -> assertThat(gone).isInstanceOf(Removal.Gone.class));
        assertThat(engine.left()).extracting(object -> object.name()).containsExactly("stuck");
    }

    @Test
    void theCacheGoesOnlyWhenAskedAndAnEngineThatDoesNotCountIsNoObstacle() throws IOException {
        engine.housekeeping().cache(7_000, 3);
        assertThat(names(look(USUAL))).isEmpty();
        Inventory cache = look(new Wish(false, false, true, false, 20));
        assertThat(names(cache)).containsExactly("the builder's cache");
        assertThat(cleaner(USUAL).remove(cache, removal -> {}))
                .containsExactly(new Removal.Gone(cache.items().getFirst(), 7_000));

        engine.housekeeping().noSizes(new EngineException(EngineException.Kind.FAILED, "df", "already running"));
        engine.createNetwork("dead-net", false, dead().labels(DEAD_RUN));
        assertThat(names(look(USUAL))).containsExactly("dead-net");
    }

    @Test
    void whatBeganBetweenQuestionAndAnswerIsLeftAlone() throws IOException {
        image("shop", "slipway.local/shop/api:proven-gone");
        Inventory asked = look(USUAL);
        image("shop", "slipway.local/shop/api:run-20261122-115900-beef-full");

        assertThat(asked.items()).hasSize(1);
        assertThat(asked.still(look(USUAL)).items()).isEmpty();
    }
}
