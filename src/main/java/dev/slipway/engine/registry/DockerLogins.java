package dev.slipway.engine.registry;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RegistryLogins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logins that {@code docker login} left on this machine: in the configuration file, or with the credential helpers
 * that it names. As the docker command line does it, a helper for the registry goes before the store for all, and this
 * before what the file itself holds. Nothing is remembered: a login may be a token that soon expires. Threads may share it.
 */
public final class DockerLogins implements RegistryLogins {
    private final Path file;
    private final Map<String, String> environment;

    private DockerLogins(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    /** Those of {@code config.json} in DOCKER_CONFIG, else in {@code .docker} of the home. */
    public static DockerLogins discover(Map<String, String> environment, Path home) {
        String folder = environment.getOrDefault("DOCKER_CONFIG", "");
        Path config = folder.isBlank() ? home.resolve(".docker") : Path.of(folder);
        return new DockerLogins(config.resolve("config.json").toAbsolutePath(), environment);
    }

    @Override
    public Optional<Login> of(String registry) {
        Registry wanted = new Registry(registry);
        DockerConfiguration configuration = read();
        Optional<String> helper = configuration.helper(wanted);
        return helper.isPresent()
                ? new CredentialHelper(helper.get(), environment).get(wanted)
                : configuration.login(wanted);
    }

    @Override
    public List<String> registries() {
        return read().registries();
    }

    private DockerConfiguration read() {
        try {
            return DockerConfiguration.parse(file, Files.readString(file));
        } catch (NoSuchFileException none) {
            return DockerConfiguration.EMPTY;
        } catch (IOException unreadable) {
            throw new EngineException(
                    Kind.REFUSED, "reading registry logins from " + file, String.valueOf(unreadable.getMessage()));
        }
    }
}
