package dev.slipway.engine;

import static dev.slipway.engine.fake.Script.exits;
import static dev.slipway.engine.fake.Script.hangs;
import static dev.slipway.engine.fake.Script.succeeds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.EngineException.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract on the fake, and what the fake does beyond it. */
final class FakeEngineTest extends EngineContract {
    private final FakeEngine engine = new FakeEngine()
            .with("python:3.11-slim")
            .file("/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n")
            .file("/etc/skel/.profile", "# shells read this\n")
            .file("/etc/skel/.bashrc", "# bash reads this\n")
            .onRun("echo one", exits(3, "one", "two").complaining("oops"))
            .onRun("echo here", hangs("here"))
            .onExec("$GREETING", exits(4, "$GREETING").complaining("no"))
            .onExec("echo begun", hangs("begun"))
            .onBuild(BAD, exits(9, "one", "last words"))
            .onBuild(HANGS, hangs("begun"));

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected String image() {
        return "python:3.11-slim";
    }

    @Test
    void starting_twice_is_the_callers_mistake() {
        String id = create(SLEEPS, new Attachment.None());
        engine.start(id);
        assertThatThrownBy(() -> engine.start(id)).isInstanceOf(AssertionError.class);
    }

    @Test
    void removing_what_never_was_is_the_callers_mistake() {
        assertThatThrownBy(() -> engine.removeContainer("nobody")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> engine.removeNetwork("nobody")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> engine.removeVolume("nobody")).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_closed_engine_may_not_be_used() {
        FakeEngine other = new FakeEngine();
        other.close();
        assertThatThrownBy(other::info).isInstanceOf(AssertionError.class);
    }

    @Test
    void scripts_are_played_one_per_call_and_the_last_repeats() {
        FakeEngine pulled = new FakeEngine()
                .onPull(
                        "redis",
                        dev.slipway.engine.fake.Script.breaks(Kind.FAILED, "503 Service Unavailable"),
                        succeeds("done"));
        assertThatThrownBy(() -> pulled.pull("redis:7", OutputSink.NOWHERE, new StopSignal()))
                .hasMessageContaining("503");
        pulled.pull("redis:7", OutputSink.NOWHERE, new StopSignal());
        pulled.pull("redis:7", OutputSink.NOWHERE, new StopSignal());
        assertThat(pulled.image("redis:7")).isPresent();
        assertThat(pulled.calls()).containsExactly("pull redis:7", "pull redis:7", "pull redis:7", "image redis:7");
    }

    @Test
    void an_engine_that_went_away_answers_nothing_until_it_is_back() {
        engine.goAway();
        assertThatThrownBy(engine::info)
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.UNREACHABLE));
        engine.comeBack();
        assertThat(engine.info().product()).isEqualTo("Fake");
    }

    @Test
    void what_is_left_is_told() {
        engine.createVolume("models", Map.of());
        assertThat(engine.left()).extracting(OwnedObject::name).isEqualTo(List.of("models"));
        engine.removeVolume("models");
        assertThat(engine.left()).isEmpty();
    }
}
