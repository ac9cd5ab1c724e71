package dev.slipway.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RegistryLogins.Login;
import dev.slipway.engine.StopSignal;
import dev.slipway.host.HostCommand;
import dev.slipway.host.HostCommand.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A program {@code docker-credential-NAME} that keeps logins: asked by {@code get}, with the registry's key as its
 * input, it prints the login as JSON. What it prints on success is never part of a message.
 */
final class CredentialHelper {
    /** A keychain may ask its user. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int MOST = 64 * 1024;
    private static final int SHOWN = 300;

    /** How the helpers' own library says that there is no login; they print it as their answer. */
    private static final String NONE = "credentials not found in native keychain";

    /** The user's name that marks an identity token. */
    private static final String TOKEN = "<token>";

    private final String program;
    private final Map<String, String> environment;

    CredentialHelper(String name, Map<String, String> environment) {
        this.program = "docker-credential-" + name;
        this.environment = environment;
    }

    Optional<Login> get(Registry registry) {
        HostCommand command = new HostCommand(List.of(program, "get"), Path.of("."), environment, registry.key());
        return switch (command.run(LIMIT, MOST, new StopSignal())) {
            case Outcome.Ended ended
            when ended.exit() == 0 -> login(registry, ended.printed().bytes());
            case Outcome.Ended ended -> refused(registry, ended);
            case Outcome.Cut cut -> throw broken(registry, cut.why() + said(cut.error()));
            case Outcome.Unstartable no ->
                throw broken(
                        registry,
                        "it could not be started: " + no.why()
                                + ". Maybe install it, or take it out of docker's config.json.");
        };
    }

    private Optional<Login> refused(Registry registry, Outcome.Ended ended) {
        String answer = new String(ended.printed().bytes(), StandardCharsets.UTF_8).strip();
        if (answer.contains(NONE)) {
            return Optional.empty();
        }
        // By the helpers' protocol the reason is printed; a login, should one stand there all the same, is an object.
        String reason = ended.error().isEmpty() && !answer.startsWith("{") ? answer : ended.error();
        throw broken(registry, "exit code " + ended.exit() + said(reason));
    }

    private Optional<Login> login(Registry registry, byte[] printed) {
        JsonNode answer;
        try {
            answer = new ObjectMapper().readTree(printed);
        } catch (IOException malformed) {
            throw broken(registry, "what it printed is not JSON");
        }
        String user = answer.path("Username").asText("");
        String secret = answer.path("Secret").asText("");
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        boolean identity = user.equals(TOKEN);
        return Optional.of(new Login(identity ? "" : user, DockerConfiguration.value(secret), identity));
    }

    private static String said(String text) {
        String line = text.replaceAll("\\s*\\R\\s*", "; ");
        return line.isEmpty() ? "" : ", saying: " + line.substring(0, Math.min(SHOWN, line.length()));
    }

    private EngineException broken(Registry registry, String answer) {
        return new EngineException(Kind.REFUSED, "asking " + program + " for the login to " + registry.host(), answer);
    }
}
