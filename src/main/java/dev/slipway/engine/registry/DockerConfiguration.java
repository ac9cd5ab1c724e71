package dev.slipway.engine.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RegistryLogins.Login;
import dev.slipway.engine.SecretValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The part of docker's {@code config.json} that is about registries: {@code auths}, {@code credsStore} and
 * {@code credHelpers}. What it holds is never part of a message.
 */
final class DockerConfiguration {
    static final DockerConfiguration EMPTY = new DockerConfiguration("", new ObjectMapper().createObjectNode());

    private final String file;
    private final JsonNode root;

    private DockerConfiguration(String file, JsonNode root) {
        this.file = file;
        this.root = root;
    }

    static DockerConfiguration parse(Path file, String text) {
        if (text.isBlank()) {
            return EMPTY;
        }
        try {
            JsonNode root = new ObjectMapper().readTree(text);
            if (!root.isObject()) {
                throw unusable(file.toString(), "it is not a JSON object");
            }
            return new DockerConfiguration(file.toString(), root);
        } catch (JsonProcessingException malformed) {
            // Its message quotes the text, where a password may stand.
            throw unusable(
                    file.toString(),
                    "it is not JSON, at line %d, column %d"
                            .formatted(
                                    malformed.getLocation().getLineNr(),
                                    malformed.getLocation().getColumnNr()));
        }
    }

    private static EngineException unusable(String file, String why) {
        return new EngineException(
                Kind.REFUSED,
                "reading registry logins from " + file,
                why + ". Maybe mend the file, or set DOCKER_CONFIG to another folder.");
    }

    /** The name of the helper that knows the registry's login, as in {@code docker-credential-NAME}. */
    Optional<String> helper(Registry registry) {
        return key(root.path("credHelpers"), registry)
                .map(key -> root.path("credHelpers").path(key).asText(""))
                .or(() -> Optional.of(root.path("credsStore").asText("")))
                .filter(name -> !name.isBlank());
    }

    Optional<Login> login(Registry registry) {
        return key(root.path("auths"), registry)
                .flatMap(key -> login(registry, root.path("auths").path(key)));
    }

    /** Those that somebody logged in to, whoever keeps the login, and those that have a helper of their own. */
    List<String> registries() {
        List<String> registries = new ArrayList<>();
        for (String field : new String[] {"auths", "credHelpers"}) {
            root.path(field)
                    .fieldNames()
                    .forEachRemaining(key -> registries.add(Registry.ofKey(key).host()));
        }
        return registries.stream().distinct().toList();
    }

    /** The registry's very key where there is one, else the first that stands for it. */
    private static Optional<String> key(JsonNode logins, Registry registry) {
        if (logins.has(registry.key())) {
            return Optional.of(registry.key());
        }
        List<String> keys = new ArrayList<>();
        logins.fieldNames().forEachRemaining(keys::add);
        return keys.stream().filter(key -> Registry.ofKey(key).equals(registry)).findFirst();
    }

    private Optional<Login> login(Registry registry, JsonNode entry) {
        String user = entry.path("username").asText("");
        String password = entry.path("password").asText("");
        String both = entry.path("auth").asText("");
        if (!both.isEmpty()) {
            String plain = decoded(registry, both);
            int colon = plain.indexOf(':');
            if (colon <= 0) {
                throw unusable(file, "its 'auth' for " + registry.host() + " is not 'user:password' in base64");
            }
            user = plain.substring(0, colon);
            // Docker itself pads what it writes.
            password = plain.substring(colon + 1).replaceAll("\0+$", "");
        }
        String token = entry.path("identitytoken").asText("");
        if (!token.isEmpty()) {
            return Optional.of(new Login("", value(token), true));
        }
        return password.isEmpty() ? Optional.empty() : Optional.of(new Login(user, value(password), false));
    }

    private String decoded(Registry registry, String auth) {
        try {
            return new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw unusable(file, "its 'auth' for " + registry.host() + " is not base64");
        }
    }

    static SecretValue value(String text) {
        return new SecretValue(text.getBytes(StandardCharsets.UTF_8));
    }
}
