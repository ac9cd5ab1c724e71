package dev.slipway.preload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Origin;
import dev.slipway.model.PreloadSpec;
import dev.slipway.model.Timeouts;
import dev.slipway.preload.PreloadResult.Loaded;
import dev.slipway.preload.PreloadResult.Refused;
import dev.slipway.preload.PreloadResult.Stage;
import dev.slipway.probe.ScriptedEngine;
import dev.slipway.probe.ScriptedEngine.Play;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreloadingTest {
    private static final PreloadSetting SETTING = new PreloadSetting(
            "slipway-test",
            Map.of("owner", "me"),
            Map.of("preloaded", "yes"),
            Map.of("pipeline", "p"),
            Map.of("A", "1"));

    private final ScriptedEngine engine = new ScriptedEngine().with("built");
    private final StopSignal stop = new StopSignal();

    @AfterEach
    void noContainerIsLeft() {
        assertThat(engine.left()).isEmpty();
    }

    @Test
    void filesBecomeALayerProvenWithoutNetwork() {
        script(Play.exits(0, "downloaded"), Play.exits(0, "2048\t/models"), Play.exits(0));
        assertThat(load(spec(null, "verify")))
                .asInstanceOf(type(Loaded.class))
                .satisfies(loaded -> assertThat(loaded.imageId()).isEqualTo("layered-built"))
                .satisfies(loaded -> assertThat(loaded.addedBytes()).isEqualTo(7))
                .satisfies(loaded -> assertThat(loaded.facts())
                        .containsEntry("preload.intoBytes", "2097152")
                        .containsKeys("preload.seconds", "preload.offlineSeconds"));
        assertThat(engine.created)
                .extracting(ContainerSpec::image)
                .containsExactly("built", "layered-built", "layered-built");
        assertThat(engine.created)
                .extracting(ContainerSpec::attachment)
                .containsExactly(new Attachment.Default(List.of()), new Attachment.None(), new Attachment.None());
        assertThat(engine.created)
                .allSatisfy(created -> assertThat(created.env()).containsEntry("A", "1"));
        assertThat(engine.image("layered-built").orElseThrow().labels()).isEqualTo(Map.of("preloaded", "yes"));
    }

    @Test
    void filesInAVolumeLeaveTheImageAsItIs() {
        script(Play.exits(0), Play.exits(0, "4\t/models"), Play.exits(0));
        assertThat(load(spec("weights", "verify")))
                .asInstanceOf(type(Loaded.class))
                .satisfies(loaded -> assertThat(loaded.imageId()).isEqualTo("built"))
                .satisfies(loaded -> assertThat(loaded.addedBytes()).isEqualTo(4096));
        assertThat(engine.volumes).containsExactly("weights");
        assertThat(engine.created)
                .extracting(ContainerSpec::confinement)
                .containsOnly(ContainerSpec.Confinement.mounting(Map.of("weights", "/models")));
        assertThat(engine.imageIds()).containsExactly("built");
    }

    @Test
    void aCommandThatFailsIsRefusedWithItsOutput() {
        script(Play.exits(1, "HTTP Error 429"), Play.exits(0), Play.exits(0));
        assertThat(refused(spec(null, null))).satisfies(no -> {
            assertThat(no.stage()).isEqualTo(Stage.LOADING);
            assertThat(no.message()).isEqualTo("preload models: 'fetch' ended with exit code 1");
            assertThat(no.lines()).containsExactly("HTTP Error 429");
        });
    }

    @Test
    void anEmptyFolderIsRefusedAndTheLayerRemoved() {
        script(Play.exits(0), Play.exits(42), Play.exits(0));
        assertThat(refused(spec(null, null))).satisfies(no -> {
            assertThat(no.stage()).isEqualTo(Stage.LOOKING);
            assertThat(no.message())
                    .startsWith(
                            "preload models: 'fetch' passed, but /models is empty afterwards. Maybe the Dockerfile");
        });
    }

    @Test
    void whatNeedsTheNetworkIsRefusedAndTheLayerRemoved() {
        script(Play.exits(0), Play.exits(0, "4\t/models"), Play.exits(1, "Temporary failure in name resolution"));
        assertThat(refused(spec(null, "verify"))).satisfies(no -> {
            assertThat(no.stage()).isEqualTo(Stage.OFFLINE);
            assertThat(no.message())
                    .isEqualTo("preload models: with the network cut off, 'verify' ended with exit code 1");
        });
    }

    @Test
    void aRaisedStopPassesThrough() {
        engine.plays(spec -> Play.runs("downloading 1%"));
        OutputSink raising = (stream, line) -> stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThatThrownBy(() -> Preloading.load(engine, "built", spec(null, null), SETTING, raising, stop))
                .asInstanceOf(type(EngineException.class))
                .extracting(EngineException::kind)
                .isEqualTo(EngineException.Kind.STOPPED);
        assertThat(engine.imageIds()).containsExactly("built");
    }

    @Test
    void aCommandThatDoesNotEndIsRefused() {
        engine.plays(spec -> Play.runs("downloading 1%"));
        Timeouts brief = new Timeouts(Duration.ofMillis(200), Duration.ofMinutes(1));
        PreloadSpec hanging =
                new PreloadSpec("models", "fetch", "/models", null, null, brief, new Origin("pipeline.yaml", 1, 1));
        assertThat(refused(hanging).message()).contains("was still running after");
    }

    private void script(Play fetch, Play look, Play offline) {
        engine.plays(spec -> {
            List<String> line = spec.command().orElseThrow();
            return switch (line.get(1)) {
                case "fetch" -> fetch;
                case "verify" -> offline;
                default -> look;
            };
        });
    }

    private PreloadResult load(PreloadSpec spec) {
        return Preloading.load(engine, "built", spec, SETTING, OutputSink.NOWHERE, stop);
    }

    private Refused refused(PreloadSpec spec) {
        PreloadResult result = load(spec);
        assertThat(result).isInstanceOf(Refused.class);
        assertThat(engine.imageIds()).containsExactly("built");
        return (Refused) result;
    }

    private static PreloadSpec spec(@Nullable String volume, @Nullable String offline) {
        Timeouts timeouts = new Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1));
        return new PreloadSpec(
                "models", "fetch", "/models", volume, offline, timeouts, new Origin("pipeline.yaml", 1, 1));
    }
}
