package dev.slipway.preflight.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.preflight.TextFault;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a {@code package.json} asks for and can run. Maps keep the order of the file. */
public record PackageJson(
        Map<String, String> dependencies,
        Map<String, String> development,
        Map<String, String> scripts,
        boolean workspaces,
        boolean overrides) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Empty where the text is no JSON object. */
    public static Optional<PackageJson> parse(String text) {
        try {
            JsonNode tree = JSON.readTree(TextFault.unmarked(text));
            if (!tree.isObject()) {
                return Optional.empty();
            }
            Map<String, String> dependencies = texts(tree.path("dependencies"));
            dependencies.putAll(texts(tree.path("optionalDependencies")));
            return Optional.of(new PackageJson(
                    dependencies,
                    texts(tree.path("devDependencies")),
                    texts(tree.path("scripts")),
                    tree.has("workspaces"),
                    tree.has("overrides") || tree.has("resolutions")));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    /** What keeps the text from being a JSON object. */
    public static Optional<TextFault> fault(String text) {
        return TextFault.inTree(TextFault.unmarked(text), JSON, "JSON object");
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** Of either kind. */
    public Optional<String> wanted(String name) {
        return Optional.ofNullable(dependencies.get(name)).or(() -> Optional.ofNullable(development.get(name)));
    }

    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>(dependencies);
        development.forEach(all::putIfAbsent);
        return all;
    }
}
