package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import dev.slipway.scenario.registry.LoopbackRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A step that was run on one machine is not run on another that takes it from a registry. */
final class RegistryCacheIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_step_comes_out_of_the_registry_with_what_it_made() throws IOException {
        scenario.assumeBuildKit("has no cache in registries");
        Assumptions.assumeFalse(
                scenario.engine().version().startsWith("20."), "engine 20.10 leaves no cache in registries");
        try (ThrowAwayEngine engine = ThrowAwayEngine.like(scenario.engine(), "--store", "containerd");
                LoopbackRegistry registry = LoopbackRegistry.asking(folder)) {
            TinyBase.into(engine.http());
            Path configuration = Files.createDirectories(folder.resolve("docker"));
            Files.writeString(
                    configuration.resolve("config.json"),
                    "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
                            .formatted(registry.host(), LoopbackRegistry.credentials()));
            String cache = registry.host() + "/cache/app:1";
            scenario.env("DOCKER_HOST", engine.host()).env("DOCKER_CONFIG", configuration.toString());
            scenario.write(
                    "app/Dockerfile",
                    """
                    FROM tiny-base:1 AS made
                    RUN cat /proc/sys/kernel/random/uuid > /made
                    FROM tiny-base:1
                    COPY --from=made /made /made
                    """);
            scenario.pipeline("  app: {cache: {to: {image: \"" + cache + "\", mode: max}}}\n");
            scenario.slipway("one-machine").run("build").exits(0).image("app", ImageStatus.BUILT);
            String made = made(engine);
            assertThat(registry.accesses()).anyMatch(line -> line.contains("PUT /v2/cache/app/manifests/1"));
            forget(engine);

            scenario.pipeline("  app: {cache: {from: [\"" + cache + "\"]}}\n");
            scenario.slipway("other-machine").run("build").exits(0).image("app", ImageStatus.BUILT);

            assertThat(made(engine)).isEqualTo(made);
        }
    }

    /** The engine is a new machine again, but for its base. */
    private void forget(ThrowAwayEngine engine) {
        try (LiveEngine live = LiveEngine.at(URI.create(engine.host()))) {
            live.forget(scenario.pipeline());
            assertThat(live.imageId(scenario.pipeline() + "/app:latest")).isEmpty();
        }
        engine.http().post("/build/prune?all=1", new byte[0]);
    }

    private String made(ThrowAwayEngine engine) {
        try (LiveEngine live = LiveEngine.at(URI.create(engine.host()))) {
            return live.file(scenario.pipeline() + "/app:latest", "/made");
        }
    }
}
