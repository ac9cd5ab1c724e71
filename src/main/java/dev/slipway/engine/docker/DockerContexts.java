package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contexts that the docker command line keeps: {@code contexts/meta/<sha256 of the name>/meta.json}, certificates in
 * {@code contexts/tls/<sha256>/docker}. Read only.
 */
final class DockerContexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path config;

    DockerContexts(Path config) {
        this.config = config;
    }

    /** The context in use, empty when none is. */
    String current() {
        Path file = config.resolve("config.json");
        return Files.isRegularFile(file) ? read(file).path("currentContext").asText("") : "";
    }

    EngineAddress address(String name, String chosenBy) {
        String id = sha256(name);
        Path meta = config.resolve("contexts/meta").resolve(id).resolve("meta.json");
        if (!Files.isRegularFile(meta)) {
            List<String> known = names();
            throw new EngineException(
                    Kind.NOT_FOUND,
                    EngineAddress.NOT_FOUND,
                    "%s names the context '%s', which does not exist. Maybe one of: %s."
                            .formatted(chosenBy, name, String.join(", ", known)));
        }
        JsonNode docker = read(meta).path("Endpoints").path("docker");
        if (docker.path("SkipTLSVerify").asBoolean(false)) {
            throw new EngineException(
                    Kind.UNSUPPORTED,
                    EngineAddress.NOT_FOUND,
                    "the context '" + name + "' trusts any certificate, which is not supported."
                            + " Maybe give it the engine's ca.pem.");
        }
        return EngineAddress.at(docker.path("Host").asText(""), certificates(id), "context '" + name + "'");
    }

    private @Nullable Path certificates(String id) {
        Path folder = config.resolve("contexts/tls").resolve(id).resolve("docker");
        return Files.isDirectory(folder) ? folder : null;
    }

    private List<String> names() {
        Path all = config.resolve("contexts/meta");
        if (!Files.isDirectory(all)) {
            return List.of("default");
        }
        try (Stream<Path> folders = Files.list(all)) {
            Stream<String> found = folders.map(folder -> folder.resolve("meta.json"))
                    .filter(Files::isRegularFile)
                    .map(file -> read(file).path("Name").asText(""))
                    .filter(name -> !name.isEmpty())
                    .sorted();
            return Stream.concat(Stream.of("default"), found).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of("default");
        }
    }

    private static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException unreadable) {
            throw new EngineException(
                    Kind.FAILED, "reading " + file, String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
