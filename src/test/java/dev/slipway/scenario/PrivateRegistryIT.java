package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Nature;
import dev.slipway.run.ImageStatus;
import dev.slipway.scenario.registry.LittleImage;
import dev.slipway.scenario.registry.LoopbackRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images out of a registry that asks who we are, whichever way it asks, by the logins of the docker configuration. */
final class PrivateRegistryIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("one-image");

    @TempDir
    private Path folder = Path.of("");

    static Stream<Named<Function<Path, LoopbackRegistry>>> doors() {
        return Stream.of(
                Named.of("asking for a password", LoopbackRegistry::asking),
                Named.of("sending for a token", LoopbackRegistry::sendingForTokens));
    }

    @ParameterizedTest
    @MethodSource("doors")
    void a_dockerfile_starts_from_a_private_image(Function<Path, LoopbackRegistry> door) throws IOException {
        try (LoopbackRegistry registry = door.apply(folder)) {
            String base = registry.push("private/base", scenario.mark(), LittleImage.of("from-the-base", "private\n"));
            login(registry.host(), LoopbackRegistry.credentials());
            scenario.write("app/Dockerfile", "FROM " + base + "\nCOPY own /own\n");
            scenario.write("app/own", "own\n");
            try {
                scenario.slipway().run("build").exits(0).image("app", ImageStatus.BUILT);

                assertThat(scenario.engine()
                                .files(scenario.tagged("app").orElseThrow())
                                .entries())
                        .containsKeys("from-the-base", "own");
            } finally {
                scenario.engine().removeImage(base);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void a_step_copies_out_of_a_private_image(Function<Path, LoopbackRegistry> door) throws IOException {
        try (LoopbackRegistry registry = door.apply(folder)) {
            String tools = registry.push("private/tools", scenario.mark(), LittleImage.of("tool", "private\n"));
            login(registry.host(), LoopbackRegistry.credentials());
            scenario.write("app/Dockerfile", "FROM scratch\nCOPY --from=" + tools + " /tool /tool\n");
            try {
                scenario.slipway().run("build").exits(0).image("app", ImageStatus.BUILT);

                assertThat(scenario.engine()
                                .files(scenario.tagged("app").orElseThrow())
                                .entries())
                        .containsKey("tool");
            } finally {
                scenario.engine().removeImage(tools);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("doors")
    void a_wrong_login_is_told_and_not_tried_for_ever(Function<Path, LoopbackRegistry> door) throws IOException {
        try (LoopbackRegistry registry = door.apply(folder)) {
            String base = registry.push("private/base", scenario.mark(), LittleImage.of("from-the-base", "private\n"));
            String wrong = "reader:a wrong password";
            login(registry.host(), Base64.getEncoder().encodeToString(wrong.getBytes(StandardCharsets.UTF_8)));
            scenario.write("app/Dockerfile", "FROM " + base + "\n");

            Told told = scenario.slipway().run("build");

            told.exits(1).image("app", ImageStatus.FAILED).says(registry.host());
            assertThat(told.image("app").attempts()).hasSize(1);
            assertThat(told.why("app", 0).nature()).as("%s", told).isEqualTo(Nature.CONFIGURATION);
            assertThat(told.out() + told.err()).doesNotContain("a wrong password");
        }
    }

    private void login(String host, String credentials) throws IOException {
        Path configuration = Files.createDirectories(folder.resolve("docker"));
        Files.writeString(
                configuration.resolve("config.json"),
                "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(host, credentials));
        scenario.env("DOCKER_CONFIG", configuration.toString());
    }
}
