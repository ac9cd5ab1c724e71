package dev.slipway.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Diagnostician;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.RuleBook;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.LogSection;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Reason;
import dev.slipway.engine.fake.Script;
import dev.slipway.model.MemoryLimit;
import dev.slipway.probe.ProbeResult;
import dev.slipway.run.Judge;
import dev.slipway.run.SystemTicker;
import dev.slipway.secrets.Mask;
import dev.slipway.stack.Role.Cast.Kind;
import dev.slipway.stack.StackEvent.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RaisingTest {
    private static final Judge JUDGE =
            evidence -> new Diagnosis("unknown", Nature.UNKNOWN, "none", List.of(), "?", List.of(), null);

    private Judge judge = JUDGE;

    private final FakeEngine engine = new FakeEngine()
            .with("redis")
            .with("api")
            .with("worker")
            .onRun("test-redis", Script.hangs("redis is here"))
            .onRun("test-api", Script.hangs("api one", "api two"))
            .onRun("test-worker", Script.hangs("worker is here"));
    private final SystemTicker ticker = new SystemTicker();
    private final List<StackEvent> story = new ArrayList<>();
    private final Stack stack = new Stack(engine, StackName.kept("test"));
    private final Role redis = Roles.asked(engine, "redis", Kind.SERVICE);
    private final Role api = Roles.asked(engine, "api", Kind.PREFERRED);
    private final Role worker = Roles.asked(engine, "worker", Kind.DEGRADED);

    @AfterEach
    void endTime() {
        ticker.close();
    }

    @Test
    void startsInOrderAndWaitsForServicesFirst() {
        assertThat(raise(redis, api, worker)).isEqualTo(Outcome.DEGRADED);
        List<String> calls = engine.calls();
        assertThat(index(calls, "exec sh -c ready redis")).isLessThan(index(calls, "create test-api"));
        assertThat(index(calls, "create test-api")).isLessThan(index(calls, "create test-worker"));
        assertThat(roles()).containsExactly("redis", "api", "worker");
        assertThat(calls.stream().filter(call -> call.startsWith("keep running")))
                .hasSize(3);
    }

    @Test
    void whatStandsUnchangedKeepsItsContainer() {
        raise(redis, api);
        List<String> before = stack.standing().stream().map(Standing::container).toList();
        assertThat(raise(redis, api)).isEqualTo(Outcome.READY);
        assertThat(stack.standing()).extracting(Standing::container).isEqualTo(before);
    }

    @Test
    void whatTheFileHasNoMoreGoes() {
        raise(redis, api);
        assertThat(raise(redis)).isEqualTo(Outcome.READY);
        assertThat(roles()).containsExactly("redis");
    }

    @Test
    void aFailureStaysToBeLookedAtAndEndsTheRest() {
        engine.onRun("test-api", Script.exits(3, "Traceback", "no such table"));
        Role failing = Roles.of("api", api.cast().imageId());
        assertThat(raise(redis, failing, worker)).isEqualTo(Outcome.FAILED);
        assertThat(stack.standing("api")).isPresent();
        assertThat(story)
                .filteredOn(StackEvent.RoleFailed.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    StackEvent.RoleFailed failed = (StackEvent.RoleFailed) event;
                    assertThat(failed.role()).isEqualTo("api");
                    assertThat(failed.why().explanation()).contains("exit code 3");
                    assertThat(failed.lines()).containsExactly("Traceback", "no such table");
                });
    }

    @Test
    void aKillAtItsOwnLimitIsToldApartFromOneForTheMachines() {
        judge = new Diagnostician(RuleBook.bundled())::diagnose;
        engine.onRun("test-api", Script.killedForMemory("loading"));
        String image = api.cast().imageId();
        Role limited = new Role(
                "api",
                api.cast(),
                Role.Manner.plain(Map.of()),
                List.of(),
                new MemoryLimit(64_000_000, "services.api, test.yaml:1:1"));

        assertThat(raise(limited)).isEqualTo(Outcome.FAILED);
        assertThat(lastFailure())
                .returns("out-of-memory-killed", Diagnosis::category)
                .returns(Nature.DETERMINISTIC, Diagnosis::nature)
                .extracting(Diagnosis::explanation)
                .asString()
                .contains("its own limit of 64 MB", "services.api, test.yaml:1:1");

        new Lowering(stack, telling()).down(Duration.ofSeconds(1), false, new StopSignal());
        assertThat(raise(Roles.of("api", image))).isEqualTo(Outcome.FAILED);
        assertThat(lastFailure())
                .returns("out-of-memory-killed", Diagnosis::category)
                .returns(Nature.ENVIRONMENT, Diagnosis::nature);
    }

    private Diagnosis lastFailure() {
        return story.stream()
                .filter(StackEvent.RoleFailed.class::isInstance)
                .map(StackEvent.RoleFailed.class::cast)
                .toList()
                .getLast()
                .why();
    }

    @Test
    void anInterruptTakesAwayWhatThisCallStartedAndNothingElse() {
        raise(redis);
        StopSignal stop = new StopSignal();
        engine.onCall(call -> {
            if (call.startsWith("create test-worker")) {
                stop.raise(Reason.INTERRUPTED);
            }
        });
        assertThat(new Raising(engine, stack, Path.of("/nowhere"), telling()).raise(wish(redis, api, worker), stop))
                .isEqualTo(Outcome.INTERRUPTED);
        assertThat(roles()).containsExactly("redis");
    }

    @Test
    void anInterruptOfTheFirstCallLeavesNothingAtAll() {
        StopSignal stop = new StopSignal();
        engine.onCall(call -> {
            if (call.startsWith("create test-api")) {
                stop.raise(Reason.INTERRUPTED);
            }
        });
        new Raising(engine, stack, Path.of("/nowhere"), telling()).raise(wish(redis, api), stop);
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void anInterruptAfterAReplacementLeavesTheReplacedRoleToTheNextCall() {
        raise(redis, api);
        Role changed = Roles.of("api", api.cast().imageId(), Kind.PREFERRED, Map.of("LOG_LEVEL", "debug"));
        StopSignal stop = new StopSignal();
        engine.onCall(call -> {
            if (call.startsWith("create test-worker")) {
                stop.raise(Reason.INTERRUPTED);
            }
        });
        assertThat(new Raising(engine, stack, Path.of("/nowhere"), telling()).raise(wish(redis, changed, worker), stop))
                .isEqualTo(Outcome.INTERRUPTED);
        assertThat(roles()).containsExactly("redis");
    }

    @Test
    void aVolumeOfSomebodyElseIsNotTakenOver() {
        engine.createVolume("test_models", Map.of("com.docker.compose.project", "test"));
        assertThat(raise(redis, Roles.keeping(engine, "api", "models"))).isEqualTo(Outcome.FAILED);
        assertThat(roles()).containsExactly("redis");
        assertThat(story)
                .filteredOn(StackEvent.RoleFailed.class::isInstance)
                .singleElement()
                .satisfies(
                        event -> assertThat(
                                        ((StackEvent.RoleFailed) event).why().explanation())
                                .contains(
                                        "the volume test_models exists on the engine and is not Slipway's. Maybe give 'models'"));
    }

    @Test
    void itsOwnVolumeServesTheNextContainerToo() {
        Role keeping = Roles.keeping(engine, "api", "models");
        assertThat(raise(keeping)).isEqualTo(Outcome.READY);
        new Lowering(stack, telling()).down(Duration.ofSeconds(1), false, new StopSignal());
        assertThat(raise(keeping)).isEqualTo(Outcome.READY);
    }

    @Test
    void whatEndsAgainAndAgainIsNotReady() {
        raise(redis, api);
        engine.loop("test-api");
        Standing standing = stack.standing("api").orElseThrow();
        assertThat(new Readiness(engine, stack.name(), Path.of("/nowhere"), stack.network())
                        .of(api, standing, new StopSignal(), question -> {}))
                .isInstanceOfSatisfying(ProbeResult.Unhealthy.class, no -> assertThat(no.message())
                        .contains("api ends again and again"));
    }

    @Test
    void howeverFarSomebodyCameDownTakesItAll() {
        for (String last : List.of("create network", "create test-redis", "start", "create test-api")) {
            engine.onCall(call -> {
                if (call.startsWith(last)) {
                    throw new EngineException(EngineException.Kind.UNREACHABLE, call, "as if killed");
                }
            });
            assertThatThrownBy(() -> raise(redis, api)).isInstanceOf(EngineException.class);
            engine.onCall(call -> {});
            new Lowering(stack, telling()).down(Duration.ofSeconds(1), false, new StopSignal());
            assertThat(engine.left()).as("after a death at '%s'", last).isEmpty();
        }
    }

    @Test
    void downGoesTheOtherWayRoundAndLeavesOthersAlone() {
        Stack dev = new Stack(engine, StackName.workedOn("test"));
        dev.raise(api, 1, dev.network());
        raise(redis, api);
        story.clear();
        new Lowering(stack, telling()).down(Duration.ofSeconds(1), false, new StopSignal());
        assertThat(story)
                .filteredOn(StackEvent.RoleRemoved.class::isInstance)
                .extracting(event -> ((StackEvent.RoleRemoved) event).role())
                .containsExactly("api", "redis");
        assertThat(engine.left())
                .extracting(OwnedObject::name)
                .contains("test-DEV-api")
                .hasSize(2);
        assertThat(Stack.all(engine)).containsExactly(StackName.workedOn("test"));
    }

    @Test
    void logsAreReadAsOneByTime() {
        raise(redis, api, worker);
        List<String> lines = new ArrayList<>();
        new StackLogs(engine)
                .read(
                        stack.standing(),
                        new LogSection(-1, null, false),
                        (role, at, stream, line) -> lines.add(role + ": " + line),
                        new StopSignal());
        assertThat(lines)
                .containsExactly("api: api one", "redis: redis is here", "worker: worker is here", "api: api two");
    }

    private Outcome raise(Role... roles) {
        return new Raising(engine, stack, Path.of("/nowhere"), telling()).raise(wish(roles), new StopSignal());
    }

    private static Raising.Wish wish(Role... roles) {
        return new Raising.Wish(
                List.of(roles), List.of(roles).stream().map(Role::name).toList(), false);
    }

    private Telling telling() {
        return new Telling(story::add, ticker, judge, new Mask());
    }

    private List<String> roles() {
        return stack.standing().stream().map(Standing::role).toList();
    }

    private static int index(List<String> calls, String prefix) {
        return calls.indexOf(calls.stream()
                .filter(call -> call.startsWith(prefix))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + prefix + " in " + calls)));
    }
}
