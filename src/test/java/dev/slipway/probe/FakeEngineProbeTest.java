package dev.slipway.probe;

import static dev.slipway.engine.fake.Script.exits;
import static dev.slipway.engine.fake.Script.hangs;
import static dev.slipway.engine.fake.Script.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.PreloadSpec;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Timeouts;
import dev.slipway.preload.PreloadResult;
import dev.slipway.preload.PreloadSetting;
import dev.slipway.preload.Preloading;
import dev.slipway.probe.Doubles.Heard;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order of calls, before the engine that polices it: starting twice or removing what never was fails the test. */
class FakeEngineProbeTest {
    private final StopSignal stop = new StopSignal();

    @Test
    void aBedWithAServiceIsClearedAway() {
        FakeEngine engine = new FakeEngine()
                .with("redis:7")
                .with("worker:1")
                .onRun("redis:7", hangs("Ready to accept connections"))
                .onRun("arq --check", succeeds("health ok"))
                .onExec("redis-cli ping", exits(1), succeeds("PONG"));
        String worker = engine.image("worker:1").orElseThrow().id();
        ServiceSpec redis = new ServiceSpec(
                "redis", "redis:7", List.of(), Map.of(), List.of(run("redis-cli ping", "PONG")), Doubles.HERE);
        try (TestBed bed = TestBed.open(engine, Doubles.setting(Path.of(".")))) {
            Heard log = new Heard();
            assertThat(bed.startService(redis, stop, log)).isInstanceOf(ProbeResult.Healthy.class);
            assertThat(log.lines).contains("Ready to accept connections", "PONG");
            assertThat(bed.ask(run("arq --check", "health"), new Subject(worker, "worker", Map.of()), stop, log))
                    .isInstanceOf(ProbeResult.Healthy.class);
            assertThat(engine.left()).hasSize(2);
        }
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void anEngineThatGoesAwayIsNoAnswerOfTheImage() {
        FakeEngine engine = new FakeEngine().with("worker:1");
        String worker = engine.image("worker:1").orElseThrow().id();
        TestBed bed = TestBed.open(engine, Doubles.setting(Path.of(".")));
        engine.onCall(call -> {
            if (call.startsWith("exec ")) {
                engine.goAway();
            }
        });
        Check check = new Check.Run("ping", 0, null, true, Doubles.LONG, Doubles.HERE);
        assertThatThrownBy(() -> bed.ask(check, new Subject(worker, "worker", Map.of()), stop, new Heard()))
                .isInstanceOf(EngineException.class);
        assertThatThrownBy(bed::close).isInstanceOf(EngineException.class);
        engine.comeBack();
        bed.close();
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void aPreloadLeavesItsImageAndNothingElse() {
        FakeEngine engine = new FakeEngine()
                .with("built:1")
                .onRun("fetch", succeeds())
                .onRun("verify", succeeds())
                .onRun("du -sk", succeeds("12\t/models"));
        String built = engine.image("built:1").orElseThrow().id();
        Timeouts timeouts = new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1));
        PreloadSpec spec = new PreloadSpec("models", "fetch", "/models", null, "verify", timeouts, Doubles.HERE);
        PreloadSetting setting = new PreloadSetting("slipway-test", Map.of(), Map.of(), Map.of(), Map.of());
        PreloadResult result = Preloading.load(engine, built, spec, setting, new Heard(), stop);
        assertThat(result).isInstanceOfSatisfying(PreloadResult.Loaded.class, loaded -> {
            assertThat(loaded.imageId()).isNotEqualTo(built);
            assertThat(engine.image(loaded.imageId())).isPresent();
        });
        assertThat(engine.left()).isEmpty();
    }

    private static Check run(String command, String contains) {
        return new Check.Run(command, 0, contains, false, Doubles.LONG, Doubles.HERE);
    }
}
