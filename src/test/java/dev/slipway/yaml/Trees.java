package dev.slipway.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.model.Origin;
import dev.slipway.model.Param;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** YAML text to its tree, and a tree to what a JSON Schema validator sees of it. */
final class Trees {
    private Trees() {}

    static Node tree(String yaml) {
        Problems problems = new Problems();
        Node node = TreeReader.read(new Source("snippet.yaml", yaml), problems);
        if (node == null || !problems.none()) {
            throw new AssertionError("not YAML: " + yaml + " " + problems.errors());
        }
        return node;
    }

    /** A place to read a snippet at, in a file that declares the names the examples use. */
    static Cursor cursor(Node node, Problems problems) {
        Names names = new Names("demo", Set.of("backend", "worker"), Set.of("redis"), new HashMap<>());
        Node.Mapping nothing = Node.Mapping.empty(node.origin(), Crumb.TOP);
        Params params = new Params(
                Map.of("hf_token", secret("hf_token"), "db_password", secret("db_password")),
                Map.of(),
                Set.of(),
                Given.of(Map.of()));
        Scope scope = new Scope(Path.of("/demo"), params, names, nothing, problems);
        return new Cursor(node, "backend", node.origin(), null, scope);
    }

    private static Param secret(String name) {
        return new Param(name, Param.Kind.TEXT, null, false, true, List.of(), "", Origin.whole("a.yaml"));
    }

    static JsonNode json(Node node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        return switch (node) {
            case Node.Mapping mapping -> {
                ObjectNode object = factory.objectNode();
                mapping.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
                yield object;
            }
            case Node.Sequence sequence -> {
                ArrayNode array = factory.arrayNode();
                List<Node> items = sequence.items();
                items.forEach(item -> array.add(json(item)));
                yield array;
            }
            case Node.Scalar scalar ->
                switch (scalar.kind()) {
                    case NOTHING -> factory.nullNode();
                    case FLAG ->
                        factory.booleanNode(
                                scalar.text().toLowerCase(Locale.ROOT).equals("true"));
                    case WHOLE ->
                        scalar.text().startsWith("0x")
                                ? BigIntegerNode.valueOf(
                                        new BigInteger(scalar.text().substring(2), 16))
                                : BigIntegerNode.valueOf(new BigInteger(scalar.text()));
                    case FRACTION ->
                        scalar.text().contains("inf")
                                ? factory.textNode(scalar.text())
                                : factory.numberNode(new BigDecimal(scalar.text()));
                    case TEXT -> factory.textNode(scalar.text());
                };
        };
    }
}
