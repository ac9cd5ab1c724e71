package dev.slipway.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.yaml.Node.Entry;
import dev.slipway.yaml.Node.Mapping;
import dev.slipway.yaml.Node.Scalar;
import dev.slipway.yaml.Node.Sequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anything, as the JSON text that means the same. Variables always become JSON strings. */
record JsonValue() implements Shape<String> {
    static final JsonValue JSON = new JsonValue();
    private static final JsonNodeFactory FACTORY = JsonNodeFactory.instance;

    @Override
    public @Nullable String read(Cursor at) {
        JsonNode json = json(at);
        return json == null ? null : json.toString();
    }

    private static @Nullable JsonNode json(Cursor at) {
        return switch (at.node()) {
            case Mapping mapping -> object(mapping, at);
            case Sequence sequence -> array(sequence, at);
            case Scalar scalar -> scalar(scalar, at);
        };
    }

    private static ObjectNode object(Mapping mapping, Cursor at) {
        ObjectNode object = FACTORY.objectNode();
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            JsonNode value = json(at.entry(entry.getKey(), entry.getValue()));
            if (value != null) {
                object.set(entry.getKey(), value);
            }
        }
        return object;
    }

    private static ArrayNode array(Sequence sequence, Cursor at) {
        ArrayNode array = FACTORY.arrayNode();
        for (Node item : sequence.items()) {
            JsonNode value = json(at.item(item));
            if (value != null) {
                array.add(value);
            }
        }
        return array;
    }

    private static @Nullable JsonNode scalar(Scalar scalar, Cursor at) {
        String text = scalar.text();
        return switch (scalar.kind()) {
            case NOTHING -> FACTORY.nullNode();
            case FLAG -> FACTORY.booleanNode(text.toLowerCase(Locale.ROOT).equals("true"));
            case WHOLE -> FACTORY.numberNode(whole(text));
            case FRACTION -> fraction(text, at);
            case TEXT -> {
                String replaced = Substitution.ENVIRONMENT.apply(scalar, at);
                yield replaced == null ? null : FACTORY.textNode(replaced);
            }
        };
    }

    private static BigInteger whole(String text) {
        if (text.startsWith("0x")) {
            return new BigInteger(text.substring(2), 16);
        }
        return text.startsWith("0o") ? new BigInteger(text.substring(2), 8) : new BigInteger(text);
    }

    private static @Nullable JsonNode fraction(String text, Cursor at) {
        try {
            return FACTORY.numberNode(new BigDecimal(text));
        } catch (NumberFormatException unlimited) {
            at.problem("JSON has no number " + Quoted.of(text), "Maybe quote it.");
            return null;
        }
    }

    @Override
    public boolean takes(Node node) {
        return true;
    }

    @Override
    public String wanted() {
        return "any value";
    }

    @Override
    public String example() {
        return "{image: sample}";
    }
}
