package dev.slipway.preload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.Engine;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Origin;
import dev.slipway.model.PreloadSpec;
import dev.slipway.model.Timeouts;
import dev.slipway.preload.PreloadResult.Loaded;
import dev.slipway.preload.PreloadResult.Refused;
import dev.slipway.preload.PreloadResult.Stage;
import dev.slipway.probe.Dockyard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Weights put into a layer and into a volume of a live engine, and proven with the network cut off. */
@SuppressWarnings("NullAway.Init") // set by JUnit
class PreloadingIT {
    private static final String IMAGE =
            """
            FROM python:3.11-slim
            RUN useradd app && mkdir -p /app/models && chown -R app /app
            VOLUME /declared
            ENV MODEL_HOME=/app/models
            WORKDIR /app
            USER app
            EXPOSE 8000
            HEALTHCHECK CMD ["true"]
            ENTRYPOINT ["python"]
            CMD ["-m", "http.server"]
            """;
    private static final String FETCH =
            "test \"$(id -un)\" = app && head -c 3000000 /dev/zero > $MODEL_HOME/weights.bin && echo fetched";
    /** Passes where there is a way out and fails where there is none, without sending anything: the address is reserved. */
    private static final String NEEDS_NETWORK = "python -c \"import socket;"
            + " socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('192.0.2.1', 9))\"";

    private static @Nullable Dockyard yard;
    private static String built;

    @BeforeAll
    static void build() {
        yard = Dockyard.open("python:3.11-slim");
        built = yard.build(IMAGE);
    }

    @AfterAll
    static void clear() {
        if (yard != null) {
            yard.close();
        }
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(yard().engine().owned("dev.slipway.probe-it"))
                .noneMatch(object -> yard().labels().equals(object.labels()));
    }

    @Test
    void aLayerKeepsTheConfigurationAndLoadsOffline() {
        Loaded loaded = (Loaded) load(FETCH, null, "test -s $MODEL_HOME/weights.bin");
        ImageFacts before = engine().image(built).orElseThrow();
        ImageFacts after = engine().image(loaded.imageId()).orElseThrow();
        assertThat(loaded.imageId()).isNotEqualTo(built);
        assertThat(after.configuration()).isEqualTo(before.configuration());
        assertThat(after.labels()).containsAllEntriesOf(before.labels()).containsEntry("preloaded", "models");
        assertThat(loaded.addedBytes()).isGreaterThanOrEqualTo(3_000_000);
        assertThat(Long.parseLong(loaded.facts().getOrDefault("preload.intoBytes", "0")))
                .isGreaterThanOrEqualTo(3_000_000);
        engine().removeImage(loaded.imageId());
    }

    @Test
    void aVolumeIsFilledAsTheImagesUser() {
        String volume = yard().prefix() + "-weights";
        try {
            Loaded loaded = (Loaded) load(FETCH, volume, "test -s $MODEL_HOME/weights.bin");
            assertThat(loaded.imageId()).isEqualTo(built);
            assertThat(loaded.addedBytes()).isGreaterThanOrEqualTo(3_000_000);
            assertThat(engine().owned("pipeline=" + yard().prefix()))
                    .extracting(OwnedObject::name)
                    .containsExactly(volume);
            assertThat(load(FETCH, volume, null)).isInstanceOf(Loaded.class);
        } finally {
            engine().removeVolume(volume);
        }
    }

    @Test
    void whatNeedsTheNetworkIsRefused() {
        Refused refused = (Refused) load(NEEDS_NETWORK + " && " + FETCH, null, NEEDS_NETWORK);
        assertThat(refused.stage()).isEqualTo(Stage.OFFLINE);
        assertThat(refused.message())
                .startsWith("preload models: with the network cut off, '")
                .endsWith("exit code 1");
        assertThat(String.join("\n", refused.lines())).contains("Network is unreachable");
    }

    @Test
    void aCommandThatFailsOrLeavesNothingIsRefused() {
        Refused failed = (Refused) load("echo 429 Too Many Requests; exit 7", null, null);
        assertThat(failed.stage()).isEqualTo(Stage.LOADING);
        assertThat(failed.exitCode()).contains(7);
        assertThat(failed.lines()).containsExactly("429 Too Many Requests");
        Refused empty = (Refused) load("true", null, null);
        assertThat(empty.stage()).isEqualTo(Stage.LOOKING);
        assertThat(empty.message()).contains("/app/models is empty afterwards");
        int images = engine().imagesLabelled("preloaded", "models").size();
        assertThat(images).isZero();
    }

    private static Dockyard yard() {
        if (yard == null) {
            throw new IllegalStateException("the engine was not opened");
        }
        return yard;
    }

    private static Engine engine() {
        return yard().engine();
    }

    private static PreloadResult load(String run, @Nullable String volume, @Nullable String offline) {
        PreloadSpec spec = new PreloadSpec(
                "models",
                run,
                "/app/models",
                volume,
                offline,
                new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(2)),
                new Origin("pipeline.yaml", 1, 1));
        PreloadSetting setting = new PreloadSetting(
                yard().prefix(),
                yard().labels(),
                Map.of("preloaded", "models"),
                Map.of("pipeline", yard().prefix()),
                Map.of());
        List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
        OutputSink log = (stream, line) -> lines.add(line);
        return Preloading.load(engine(), built, spec, setting, log, new StopSignal());
    }
}
