package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.ImageStatus;
import dev.slipway.scenario.registry.LittleImage;
import dev.slipway.scenario.registry.LoopbackRegistry;
import dev.slipway.scenario.registry.Provided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code # syntax=} brings a newer reader of Dockerfiles to an older engine, out of a registry that asks who we are. */
final class FrontendIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void a_frontend_of_ones_own_is_pulled_and_reads_the_dockerfile() throws IOException {
        scenario.assumeBuildKit("has one reader of Dockerfiles");
        byte[] program = Files.readAllBytes(Provided.program("frontend"));
        LittleImage image = new LittleImage(
                Map.of("bin/dockerfile-frontend", program),
                List.of("/bin/dockerfile-frontend"),
                Map.of("moby.buildkit.frontend.network.none", "true"));
        try (LoopbackRegistry registry = LoopbackRegistry.sendingForTokens(folder)) {
            String frontend = registry.push("private/frontend", scenario.mark(), image);
            Path configuration = Files.createDirectories(folder.resolve("docker"));
            Files.writeString(
                    configuration.resolve("config.json"),
                    "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}"
                            .formatted(registry.host(), LoopbackRegistry.credentials()));
            scenario.env("DOCKER_CONFIG", configuration.toString());
            // An engine of 20.10 cannot read this by itself.
            scenario.write("app/Dockerfile", "# syntax=" + frontend + "\n" + HeredocIT.DOCKERFILE);

            scenario.slipway().run("build").exits(0).image("app", ImageStatus.BUILT);

            assertThat(scenario.engine().file(scenario.tagged("app").orElseThrow(), "/seen"))
                    .isEqualTo("one\ntwo\n");
            assertThat(registry.accesses())
                    .anyMatch(line -> line.contains("/v2/private/frontend/blobs/") && line.contains("\" 200 "));
        }
    }
}
