package dev.slipway.engine.docker;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where an engine listens, and who said so. {@code certificates} is a folder with {@code ca.pem}, {@code cert.pem} and
 * {@code key.pem}; with it a {@code tcp://} endpoint speaks TLS.
 */
public record EngineAddress(URI endpoint, @Nullable Path certificates, String source) {
    /** What to say when nothing answers there. */
    static final String NOT_FOUND = "looking for the engine";

    public Optional<Path> certificateFolder() {
        return Optional.ofNullable(certificates);
    }

    /** {@code unix:///var/run/docker.sock (from DOCKER_HOST)}. */
    @Override
    public String toString() {
        return endpoint + " (from " + source + ")";
    }

    /** As {@link #discover(String, Map, Path)}, without an explicit host. */
    public static EngineAddress discover(Map<String, String> env, Path home) {
        return discover("", env, home);
    }

    /**
     * The first of: {@code explicitHost} unless it is empty, {@code DOCKER_HOST}, the context that {@code DOCKER_CONTEXT}
     * or the docker configuration names, the first of the usual sockets that exists.
     *
     * @throws EngineException NOT_FOUND when the named context does not exist, UNSUPPORTED for an endpoint that cannot
     *     be spoken to
     */
    public static EngineAddress discover(String explicitHost, Map<String, String> env, Path home) {
        Path config = folder(env, "DOCKER_CONFIG").orElse(home.resolve(".docker"));
        if (!explicitHost.isBlank()) {
            return at(explicitHost, certificates(env, config), "--host");
        }
        String host = env.getOrDefault("DOCKER_HOST", "");
        if (!host.isBlank()) {
            return at(host, certificates(env, config), "DOCKER_HOST");
        }
        DockerContexts contexts = new DockerContexts(config);
        String chosen = env.getOrDefault("DOCKER_CONTEXT", "");
        String context = chosen.isBlank() ? contexts.current() : chosen;
        if (!context.isBlank() && !context.equals("default")) {
            return contexts.address(context, chosen.isBlank() ? "the docker configuration" : "DOCKER_CONTEXT");
        }
        return at(usualSocket(env, home), null, "the default socket");
    }

    static EngineAddress at(String host, @Nullable Path certificates, String source) {
        URI endpoint;
        try {
            endpoint = new URI(host.strip());
        } catch (URISyntaxException wrong) {
            throw new EngineException(
                    Kind.UNSUPPORTED, NOT_FOUND, source + " is no address: " + wrong.getMessage(), wrong);
        }
        String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme().toLowerCase(Locale.ROOT);
        boolean complete =
                switch (scheme) {
                    case "unix", "npipe" ->
                        endpoint.getPath() != null && endpoint.getPath().length() > 1;
                    case "tcp" -> endpoint.getHost() != null;
                    case String other -> throw unsupported(host, source, other);
                };
        if (!complete) {
            throw new EngineException(Kind.UNSUPPORTED, NOT_FOUND, source + " is incomplete: '" + host + "'");
        }
        return new EngineAddress(endpoint, scheme.equals("tcp") ? certificates : null, source);
    }

    private static EngineException unsupported(String host, String source, String scheme) {
        String advice =
                switch (scheme) {
                    case "ssh" ->
                        "Maybe forward the socket, 'ssh -L /tmp/engine.sock:/var/run/docker.sock HOST',"
                                + " and use unix:///tmp/engine.sock.";
                    case "http", "https" -> "Maybe write tcp:// instead, with DOCKER_TLS_VERIFY=1 for TLS.";
                    case "fd" -> "Maybe use the socket that systemd listens on, unix:///run/docker.sock.";
                    case String other -> "Maybe one of unix:///path, tcp://host:port, npipe:////./pipe/name.";
                };
        return new EngineException(
                Kind.UNSUPPORTED, NOT_FOUND, source + " says '" + host + "', which cannot be spoken to. " + advice);
    }

    private static @Nullable Path certificates(Map<String, String> env, Path config) {
        boolean wanted = !env.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
        return wanted ? folder(env, "DOCKER_CERT_PATH").orElse(config) : null;
    }

    private static Optional<Path> folder(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private static String usualSocket(Map<String, String> env, Path home) {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return "npipe:////./pipe/docker_engine";
        }
        Path system = Path.of("/var/run/docker.sock");
        Stream<Path> rootless = folder(env, "XDG_RUNTIME_DIR").stream()
                .flatMap(runtime -> Stream.of(runtime.resolve("docker.sock"), runtime.resolve("podman/podman.sock")));
        List<Path> desktop =
                List.of(home.resolve(".docker/run/docker.sock"), home.resolve(".docker/desktop/docker.sock"));
        return "unix://"
                + Stream.concat(Stream.concat(Stream.of(system), rootless), desktop.stream())
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(system);
    }
}
