package dev.slipway.preflight.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.preflight.TextFault;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The versions at the top of a {@code package-lock.json}, by name. {@code format} is its {@code lockfileVersion}. */
public record NpmLock(int format, Map<String, String> versions) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOLDER = "node_modules/";

    public NpmLock {
        versions = Map.copyOf(versions);
    }

    /** Empty where the text is no lock file. */
    public static Optional<NpmLock> parse(String text) {
        try {
            JsonNode tree = JSON.readTree(TextFault.unmarked(text));
            int format = tree.path("lockfileVersion").asInt(0);
            if (format == 0) {
                return Optional.empty();
            }
            Map<String, String> versions = new HashMap<>();
            boolean old = !tree.has("packages");
            tree.path(old ? "dependencies" : "packages").properties().forEach(field -> {
                String path = field.getKey();
                String name = old ? path : path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
                if (!name.isEmpty() && !name.contains("/" + FOLDER)) {
                    versions.put(name, field.getValue().path("version").asText());
                }
            });
            return Optional.of(new NpmLock(format, versions));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }
}
