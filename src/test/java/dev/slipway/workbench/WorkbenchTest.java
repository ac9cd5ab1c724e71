package dev.slipway.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Reason;
import dev.slipway.engine.fake.Script;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.DevSpec;
import dev.slipway.model.MemoryLimit;
import dev.slipway.model.Origin;
import dev.slipway.probe.ProbeResult;
import dev.slipway.probe.Vault;
import dev.slipway.run.Judge;
import dev.slipway.run.Owner;
import dev.slipway.run.SystemTicker;
import dev.slipway.secrets.Mask;
import dev.slipway.stack.Role;
import dev.slipway.stack.Role.Cast;
import dev.slipway.stack.Role.Manner;
import dev.slipway.stack.Stack;
import dev.slipway.stack.StackName;
import dev.slipway.watch.Change;
import dev.slipway.watch.ChangeSet;
import dev.slipway.watch.Changes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A user who saves files, reads what is told, and presses Ctrl-C; the engine is in memory. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkbenchTest {
    private static final Path FOLDER = Path.of("/no/such/pipeline");
    private static final Diagnosis WHY =
            new Diagnosis("no such package", Nature.DETERMINISTIC, "pip", List.of(), "there is none", List.of(), null);

    private static final StackName NAME = StackName.workedOn("demo");
    private static final String RUN = "20261122-120000-0001";

    private final FakeEngine engine = new FakeEngine().with("old").with("new").with("redis");
    private final SystemTicker ticker = new SystemTicker();
    private final StopSignal stop = new StopSignal();
    private final BlockingQueue<Optional<ChangeSet>> saves = new LinkedBlockingQueue<>();
    private final BlockingQueue<Builds.Made> builds = new LinkedBlockingQueue<>();
    private final List<BenchEvent> told = new CopyOnWriteArrayList<>();
    private final Mask mask = new Mask();
    private Judge judge = evidence -> WHY;
    private @Nullable MemoryLimit limit;
    private boolean valid;
    private boolean dashboard;

    @AfterEach
    void stopTheClock() {
        ticker.close();
    }

    private Role role(String name, String image, Cast.Kind kind) {
        return new Role(name, new Cast(image, image, kind), Manner.plain(Map.of()), List.of(), limit);
    }

    private List<Role> roles(String image) {
        Role redis = role("redis", "redis", Cast.Kind.SERVICE);
        Role web = role("web", image, Cast.Kind.PREFERRED);
        return dashboard ? List.of(redis, web, role("dashboard", image, Cast.Kind.SERVICE)) : List.of(redis, web);
    }

    private Workbench workbench(String image, boolean reloads, Predicate<BenchEvent> user) {
        DevSpec spec = new DevSpec(
                "web",
                BuildSpec.of(FOLDER.resolve("web"), "Dockerfile"),
                Map.of(FOLDER.resolve("web/app"), "/app"),
                List.of(),
                reloads,
                List.of(),
                Map.of(),
                null,
                Origin.whole("pipeline.yaml"));
        Changes changes = new Changes() {
            @Override
            public Optional<ChangeSet> next() {
                try {
                    return saves.take();
                } catch (InterruptedException interrupted) {
                    throw new IllegalStateException(interrupted);
                }
            }

            @Override
            public void close() {
                saves.add(Optional.empty());
            }
        };
        return new Workbench(
                engine,
                new Workbench.Setting(
                        "demo",
                        FOLDER.resolve("pipeline.yaml"),
                        new Workbench.Footing(
                                new Stack(
                                        engine, NAME, Vault.EMPTY, Owner.self().labels(RUN)),
                                new Belongings(engine, NAME, RUN)),
                        roles(image),
                        List.of(Bench.of(spec)),
                        Map.of("dashboard", "web")),
                new Workbench.Tools(
                        (images, signal) -> {
                            Builds.Made made = builds.poll();
                            return made == null ? new Builds.Made(Map.of(), Map.of()) : made;
                        },
                        (role, standing, network, signal) ->
                                new ProbeResult.Healthy("answers with hunter2-and-more", Map.of()),
                        (roots, notices) -> changes,
                        notices -> {
                            notices.accept("read again");
                            return valid;
                        }),
                new Workbench.Voice(
                        event -> {
                            told.add(event);
                            if (user.test(event)) {
                                stop.raise(Reason.INTERRUPTED);
                            }
                        },
                        ticker,
                        judge,
                        mask));
    }

    private void save(String... paths) {
        saves.add(Optional.of(new ChangeSet(java.util.stream.Stream.of(paths)
                .map(path -> new Change(FOLDER.resolve(path), Change.Kind.CHANGED))
                .toList())));
    }

    private <E extends BenchEvent> List<E> told(Class<E> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private long created(String name) {
        return engine.calls().stream()
                .filter(call -> call.startsWith("create demo-DEV-" + name))
                .count();
    }

    private void isOver(Workbench.Close close, Workbench.Close wanted) {
        assertThat(close).as("%s", told).isEqualTo(wanted);
        assertThat(engine.left()).isEmpty();
        assertThat(told(BenchEvent.Stopped.class)).singleElement().satisfies(end -> assertThat(end.left())
                .isEmpty());
    }

    @Test
    void aSavedFileStartsTheContainerAgain() {
        save("web/app/main.py", "web/app/other.py", "elsewhere.txt");
        isOver(
                workbench("old", false, event -> event instanceof BenchEvent.Restarted)
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(told(BenchEvent.Restarted.class)).singleElement().satisfies(event -> assertThat(event.cause())
                .isEqualTo(new BenchEvent.Cause("web/app/main.py", 1)));
        assertThat(created("web")).isEqualTo(2);
        assertThat(created("redis")).isOne();
    }

    @Test
    void aProgramThatReloadsIsLeftAlone() {
        save("web/app/main.py");
        isOver(
                workbench("old", true, event -> event instanceof BenchEvent.LeftToProgram)
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(created("web")).isOne();
    }

    @Test
    void whatIsDownIsToldAndStartedByTheNextChange() {
        engine.onRun("old", Script.exits(1, "SyntaxError: invalid syntax"), Script.hangs());
        isOver(
                workbench("old", true, event -> {
                            if (event instanceof BenchEvent.Died) {
                                save("web/app/main.py");
                            }
                            return event instanceof BenchEvent.Restarted;
                        })
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(told(BenchEvent.Died.class)).singleElement().satisfies(event -> {
            assertThat(event.lines()).containsExactly("SyntaxError: invalid syntax");
            assertThat(event.workedOn()).isTrue();
        });
    }

    @Test
    void aKillAtItsOwnLimitIsToldWithTheLimitAfterAnotherBuildToo() {
        judge = new Diagnostician(RuleBook.bundled())::diagnose;
        limit = new MemoryLimit(48_000_000, "dev.web, pipeline.yaml:9:3");
        builds.add(new Builds.Made(Map.of("web", "new"), Map.of()));
        engine.onRun("old", Script.killedForMemory("loading")).onRun("new", Script.killedForMemory("loading more"));
        isOver(
                workbench("old", true, event -> {
                            if (event instanceof BenchEvent.Died
                                    && told(BenchEvent.Died.class).size() == 1) {
                                save("web/requirements.txt");
                            }
                            return told(BenchEvent.Died.class).size() == 2;
                        })
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(told(BenchEvent.Died.class)).hasSize(2).allSatisfy(event -> assertThat(
                        event.why().explanation())
                .contains("its own limit of 48 MB", "dev.web, pipeline.yaml:9:3"));
    }

    @Test
    void aBuildThatFailsLeavesWhatRanAndIsTriedAgainWhateverChangesNext() {
        builds.add(new Builds.Made(Map.of(), Map.of("web", new Builds.Failure(WHY, "a.log"))));
        builds.add(new Builds.Made(Map.of("web", "new"), Map.of()));
        save("web/requirements.txt");
        isOver(
                workbench("old", true, event -> {
                            if (event instanceof BenchEvent.BuildFailed) {
                                save("web/app/main.py");
                            }
                            return event instanceof BenchEvent.Rebuilt;
                        })
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(told(BenchEvent.BuildFailed.class)).singleElement().satisfies(event -> {
            assertThat(event.running()).isTrue();
            assertThat(event.why()).isEqualTo(WHY);
        });
        assertThat(engine.calls()).anyMatch(call -> call.equals("create demo-DEV-web new"));
        assertThat(created("web")).isEqualTo(2);
    }

    @Test
    void anImageThatComesOutTheSameStartsNothing() {
        builds.add(new Builds.Made(Map.of("web", "old"), Map.of()));
        save("web/README.md");
        isOver(
                workbench("old", false, event -> event instanceof BenchEvent.Rebuilt)
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(told(BenchEvent.Rebuilt.class)).singleElement().satisfies(event -> assertThat(event.same())
                .isTrue());
        assertThat(created("web")).isOne();
    }

    @Test
    void whatWasNeverBuiltWaitsForABuildThatWorks() {
        builds.add(new Builds.Made(Map.of("web", "new"), Map.of()));
        save("web/app/main.py");
        isOver(workbench("", true, event -> event instanceof BenchEvent.Rebuilt).work(stop), Workbench.Close.STOPPED);
        assertThat(created("web")).isOne();
        assertThat(told(BenchEvent.Noticed.class))
                .extracting(BenchEvent.Noticed::text)
                .anyMatch(text -> text.contains("waits for a build"));
    }

    @Test
    void aServiceMadeFromAnImageUnderWorkFollowsIt() {
        dashboard = true;
        builds.add(new Builds.Made(Map.of("web", "new"), Map.of()));
        save("web/requirements.txt");
        isOver(
                workbench("old", false, event -> event instanceof BenchEvent.Restarted)
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(engine.calls()).contains("create demo-DEV-dashboard old", "create demo-DEV-dashboard new");
        assertThat(created("redis")).isOne();
    }

    @Test
    void aServiceWithoutItsImageWaitsForItToo() {
        dashboard = true;
        builds.add(new Builds.Made(Map.of("web", "new"), Map.of()));
        save("web/requirements.txt");
        isOver(
                workbench("", false, event -> event instanceof BenchEvent.Restarted)
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(created("dashboard")).isOne();
    }

    @Test
    void whatIsRefusedAtFirstIsTakenAwayInTheEnd() {
        AtomicInteger refusals = new AtomicInteger();
        engine.onCall(call -> {
            if (call.startsWith("remove container") && refusals.incrementAndGet() == 1) {
                throw new EngineException(EngineException.Kind.FAILED, call, "device is busy");
            }
        });
        isOver(workbench("old", true, this::webIsReady).work(stop), Workbench.Close.STOPPED);
        assertThat(refusals).hasValueGreaterThan(2);
    }

    @Test
    void whatCannotBeTakenAwayIsToldAndWhatIsAnothersStays() {
        Map<String, String> others = new HashMap<>(Owner.self().labels("20261122-120000-0002"));
        others.put("dev.slipway.stack", NAME.label());
        engine.createContainer(new ContainerSpec(
                "redis",
                "another",
                null,
                null,
                Map.of(),
                new ContainerSpec.Attachment.None(),
                ContainerSpec.Confinement.NONE,
                others));
        engine.onCall(call -> {
            if (call.equals("remove container " + id("demo-DEV-web"))) {
                throw new EngineException(EngineException.Kind.FAILED, call, "device is busy");
            }
        });
        workbench("old", true, this::webIsReady).work(stop);
        assertThat(told(BenchEvent.Stopped.class)).singleElement().satisfies(end -> assertThat(end.left())
                .isEqualTo("demo-DEV-web: device is busy"));
        assertThat(engine.left()).extracting(OwnedObject::name).containsExactlyInAnyOrder("another", "demo-DEV-web");
    }

    @Test
    void aLogThatTheEngineCannotReadIsToldOnceAndTheEndIsSeenAllTheSame() {
        AtomicInteger reads = new AtomicInteger();
        engine.onRun("redis", Script.exits(3));
        engine.onCall(call -> {
            if (call.startsWith("read log") || call.startsWith("log ")) {
                reads.incrementAndGet();
                throw new EngineException(EngineException.Kind.FAILED, call, "the driver does not support reading");
            }
        });
        save("web/app/main.py");
        isOver(
                workbench(
                                "old",
                                false,
                                event -> told.stream().anyMatch(BenchEvent.Restarted.class::isInstance)
                                        && told.stream().anyMatch(BenchEvent.Died.class::isInstance))
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(told(BenchEvent.Noticed.class).stream()
                        .filter(one -> one.text().contains("log of web")))
                .hasSize(1);
        assertThat(reads.get()).isLessThanOrEqualTo(5);
    }

    @Test
    void whatAnAnswerTellsIsMasked() {
        mask.add(new SecretValue("hunter2-and-more".getBytes(StandardCharsets.UTF_8)));
        isOver(workbench("old", true, this::webIsReady).work(stop), Workbench.Close.STOPPED);
        assertThat(told(BenchEvent.Ready.class))
                .extracting(BenchEvent.Ready::detail)
                .containsOnly("answers with ***");
    }

    private String id(String name) {
        return engine.left().stream()
                .filter(object -> object.name().equals(name))
                .map(OwnedObject::id)
                .findFirst()
                .orElse("");
    }

    private boolean webIsReady(BenchEvent event) {
        return event instanceof BenchEvent.Ready ready && ready.role().equals("web");
    }

    @Test
    void aChangedPipelineFileEndsTheWorkWhenItIsValid() {
        valid = true;
        save("pipeline.yaml");
        isOver(workbench("old", true, event -> false).work(stop), Workbench.Close.REREAD);
    }

    @Test
    void aBrokenPipelineFileIsToldAndTheWorkGoesOn() {
        save("pipeline.yaml");
        isOver(
                workbench("old", true, event -> {
                            if (event instanceof BenchEvent.Noticed) {
                                save("web/app/main.py");
                            }
                            return event instanceof BenchEvent.LeftToProgram;
                        })
                        .work(stop),
                Workbench.Close.STOPPED);
    }

    @Test
    void anInterruptBeforeAllIsStartedLeavesNothingEither() {
        stop.raise(Reason.INTERRUPTED);
        isOver(workbench("old", true, event -> false).work(stop), Workbench.Close.INTERRUPTED);
    }

    @Test
    void rolesAreTakenAwayInTheReverseOrderOfTheirStart() {
        isOver(
                workbench(
                                "old",
                                true,
                                event -> event instanceof BenchEvent.Ready ready
                                        && ready.role().equals("web"))
                        .work(stop),
                Workbench.Close.STOPPED);
        assertThat(engine.calls().stream().filter(call -> call.startsWith("stop ")))
                .as("%s", engine.calls())
                .hasSize(2);
    }
}
