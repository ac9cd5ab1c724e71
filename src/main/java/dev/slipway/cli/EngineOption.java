package dev.slipway.cli;

import dev.slipway.engine.docker.BuilderChoice;
import dev.slipway.engine.docker.DockerEngine;
import dev.slipway.engine.docker.EngineAddress;
import dev.slipway.engine.registry.DockerLogins;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which engine is meant, and which of its builders. */
final class EngineOption {
    @Option(
            names = "--host",
            paramLabel = "URL",
            description = "The engine, such as unix:///run/docker.sock. Default: DOCKER_HOST, else the docker context.")
    private String host = "";

    @Option(
            names = "--builder",
            paramLabel = "NAME",
            description =
                    "auto, buildkit or classic. Default: what DOCKER_BUILDKIT says, else what the engine prefers.")
    private @Nullable BuilderChoice builder;

    DockerEngine connect() {
        Map<String, String> environment = System.getenv();
        Path home = Path.of(System.getProperty("user.home", "."));
        EngineAddress address = EngineAddress.discover(host, environment, home);
        return DockerEngine.connect(
                address,
                Optional.ofNullable(builder).orElseGet(() -> BuilderChoice.from(environment)),
                new MaskedLogins(DockerLogins.discover(environment, home)));
    }
}
