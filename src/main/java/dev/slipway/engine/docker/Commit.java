package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.docker.wire.Query;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes an image of a container's file system with another image's configuration.
 *
 * <p>The engine merges the configuration it is given with the container's own: what is missing is taken from the
 * container. So the whole configuration is sent, and what only the container has is overridden: a variable by its bare
 * name, which engines read as "unset"; a label by an empty value, since labels cannot be taken away. docker-java's
 * command cannot express a health check, hence the plain call. One thing cannot be overridden: an image with neither
 * command nor entrypoint gets the container's command.
 */
final class Commit {
    /** Writing a layer with model weights takes its time. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Client client;

    Commit(Client client) {
        this.client = client;
    }

    String of(String container, String configurationOf, Map<String, String> labels) {
        String operation = "committing container " + container;
        JsonNode image = client.get(operation, "/images/" + configurationOf + "/json");
        JsonNode own =
                client.get(operation, "/containers/" + container + "/json").path("Config");
        ObjectNode config = image.path("Config").isObject()
                ? ((ObjectNode) image.path("Config")).deepCopy()
                : com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        if (!config.path("Entrypoint").isArray()) {
            config.putArray("Entrypoint");
        }
        unsetStrangers(config, own.path("Env"));
        labels(config, own.path("Labels"), labels);
        JsonNode answer = client.call(
                operation,
                Request.Method.POST,
                new Query("/commit").with("container", container).toString(),
                config,
                LIMIT);
        String id = answer == null ? "" : answer.path("Id").asText("");
        if (id.isEmpty()) {
            throw new EngineException(Kind.FAILED, operation, "no image id came back");
        }
        return id;
    }

    private static void unsetStrangers(ObjectNode config, JsonNode containerEnv) {
        Set<String> known = new TreeSet<>();
        ArrayNode env = config.path("Env") instanceof ArrayNode array ? array : config.putArray("Env");
        env.forEach(pair -> known.add(key(pair)));
        for (JsonNode pair : containerEnv) {
            if (known.add(key(pair))) {
                env.add(key(pair));
            }
        }
    }

    private static void labels(ObjectNode config, JsonNode containerLabels, Map<String, String> wanted) {
        ObjectNode labels = config.path("Labels") instanceof ObjectNode object ? object : config.putObject("Labels");
        containerLabels.fieldNames().forEachRemaining(name -> {
            if (!labels.has(name)) {
                labels.put(name, "");
            }
        });
        wanted.forEach(labels::put);
    }

    private static String key(JsonNode pair) {
        return pair.asText().split("=", 2)[0];
    }
}
