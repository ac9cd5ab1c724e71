package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.BuildCache;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildOutcome.Built;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo.Store;
import dev.slipway.engine.RecordedBuild;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only the builder itself can be told, on a live engine; and its refusal on one that has no room for it. */
final class BeyondBuildIT {
    private static final String BASE = "python:3.11-slim";
    private static final List<String> TWO = List.of("linux/amd64", "linux/arm64");

    private final String label = "dev.slipway.beyond-it." + UUID.randomUUID();
    private final String tag = "slipway-beyond-it:" + UUID.randomUUID();
    private @Nullable DockerEngine connected;

    @BeforeEach
    void connect() {
        connected = LiveEngine.connect(BuilderChoice.BUILDKIT);
    }

    @AfterEach
    void clearAway() {
        if (connected != null) {
            connected.removeImage(tag);
            connected.close();
        }
    }

    @Test
    void an_image_of_several_platforms_is_kept_as_one() {
        needs(Store.CONTAINERD);
        String dockerfile =
                """
                FROM scratch
                ARG TARGETARCH
                LABEL arch=$TARGETARCH
                COPY greeting.txt /greeting-$TARGETARCH.txt
                """;
        RecordedBuild heard = new RecordedBuild();
        Built built = built(engine().build(request(dockerfile, TWO, BuildCache.NONE), heard, new StopSignal()));
        heard.assertAllEnded();
        assertThat(built.imageId()).matches("sha256:[0-9a-f]{64}");
        assertThat(engine().image(tag)).get().satisfies(image -> assertThat(image.id())
                .isEqualTo(built.imageId()));
        assertThat(heard.story())
                .anyMatch(line -> line.endsWith("COPY greeting.txt /greeting-amd64.txt"))
                .anyMatch(line -> line.endsWith("COPY greeting.txt /greeting-arm64.txt"));
    }

    @Test
    void steps_left_in_a_registry_are_taken_from_there() throws IOException {
        needs(Store.CONTAINERD);
        Assumptions.assumeTrue(engine().image(BASE).isPresent(), "the engine has no " + BASE);
        String dockerfile = "FROM %s AS early\nRUN echo %s > /early\nFROM %s\nCOPY --from=early /early /late\n"
                .formatted(BASE, UUID.randomUUID(), BASE);
        try (LittleRegistry registry = new LittleRegistry()) {
            String reference = registry.host() + "/team/cache:" + UUID.randomUUID();
            BuildCache to = new BuildCache(List.of(), reference, BuildCache.Extent.ALL, false);
            built(engine().build(request(dockerfile, List.of(), to), new RecordedBuild(), new StopSignal()));
            assertThat(registry.asked()).anyMatch(call -> call.startsWith("PUT /v2/team/cache/manifests/"));

            engine().removeImage(tag);
            BuildCache from = new BuildCache(List.of(reference), null, BuildCache.Extent.RESULT, false);
            RecordedBuild heard = new RecordedBuild();
            built(engine().build(request(dockerfile, List.of(), from), heard, new StopSignal()));
            assertThat(heard.story())
                    .anyMatch(line -> line.startsWith("end importing cache manifest from " + reference))
                    .anyMatch(line -> line.contains("RUN echo") && line.endsWith("cached"));
            assertThat(registry.asked()).anyMatch(call -> call.startsWith("GET /v2/team/cache/manifests/"));
        }
    }

    @Test
    void cache_that_cannot_be_left_fails_the_build() {
        needs(Store.CONTAINERD);
        BuildCache nowhere = new BuildCache(List.of(), "127.0.0.1:1/team/cache", BuildCache.Extent.RESULT, false);
        BuildOutcome outcome = engine().build(
                        request("FROM scratch\nCOPY greeting.txt /\n", List.of(), nowhere),
                        new RecordedBuild(),
                        new StopSignal());
        assertThat(outcome).isInstanceOfSatisfying(BuildOutcome.Failed.class, failed -> assertThat(failed.message())
                .contains("127.0.0.1:1"));
    }

    @Test
    void what_the_store_has_no_room_for_is_refused_before_anything_is_sent() {
        needs(Store.LAYERS);
        BuildCache cache = new BuildCache(List.of(), "127.0.0.1:1/team/cache", BuildCache.Extent.RESULT, false);
        for (BuildRequest request :
                List.of(request("FROM scratch\n", TWO, BuildCache.NONE), request("FROM scratch\n", List.of(), cache))) {
            RecordedBuild heard = new RecordedBuild();
            assertThatThrownBy(() -> engine().build(request, heard, new StopSignal()))
                    .isInstanceOfSatisfying(EngineException.class, refused -> {
                        assertThat(refused.kind()).isEqualTo(Kind.UNSUPPORTED);
                        assertThat(refused.answer()).contains("containerd image store");
                    });
            assertThat(heard.story()).isEmpty();
        }
    }

    private void needs(Store store) {
        Assumptions.assumeTrue(engine().info().store() == store, "the engine keeps its images otherwise");
    }

    private BuildRequest request(String dockerfile, List<String> platforms, BuildCache cache) {
        return new BuildRequest(
                Contexts.of(Map.of("Dockerfile", dockerfile, "greeting.txt", "hello\n")),
                "Dockerfile",
                null,
                platforms,
                Map.of(),
                Map.of(label, "yes"),
                List.of(tag),
                Freshness.CACHED,
                BuildAccess.NONE,
                cache);
    }

    private static Built built(BuildOutcome outcome) {
        assertThat(outcome).isInstanceOf(Built.class);
        return (Built) outcome;
    }

    private DockerEngine engine() {
        return Objects.requireNonNull(connected);
    }
}
