package dev.slipway.engine.docker;

import dev.slipway.engine.EngineException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/** The engine that the environment names; tests that need it are skipped, with the reason, where none answers. */
final class LiveEngine {
    private LiveEngine() {}

    static DockerEngine connect(BuilderChoice choice) {
        Map<String, String> env = System.getenv();
        Assumptions.assumeTrue(env.containsKey("DOCKER_HOST"), "DOCKER_HOST is not set");
        try {
            return DockerEngine.connect(EngineAddress.discover(env, Path.of(System.getProperty("user.home"))), choice);
        } catch (EngineException absent) {
            return Assumptions.abort("no engine answers: " + absent.getMessage());
        }
    }

    /** A gate before the same engine. */
    static Gate behindGate(Set<String> shut) throws IOException {
        connect(BuilderChoice.BUILDKIT).close();
        URI endpoint = EngineAddress.discover(System.getenv(), Path.of(System.getProperty("user.home")))
                .endpoint();
        Assumptions.assumeTrue("unix".equals(endpoint.getScheme()), "the engine is not on a Unix socket");
        return new Gate(Path.of(endpoint.getPath()), shut);
    }
}
