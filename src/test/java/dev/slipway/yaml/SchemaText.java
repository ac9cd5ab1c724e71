package dev.slipway.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Writes the JSON Schema (draft 7, which editors know best) from what the reader itself goes by. */
final class SchemaText {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String VARIABLE = "\\$\\{";

    private SchemaText() {}

    static String write() throws JsonProcessingException {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Slipway pipeline");
        schema.put("$ref", reference(PipelineSection.SHAPE));
        ObjectNode definitions = schema.putObject("definitions");
        Declarations.all().forEach((name, fields) -> definitions.set(identifier(fields), definition(fields)));
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
    }

    private static String reference(Fields<?> fields) {
        return "#/definitions/" + identifier(fields);
    }

    private static String identifier(Fields<?> fields) {
        return fields.name().replace(' ', '-');
    }

    private static ObjectNode definition(Fields<?> fields) {
        ObjectNode definition = JSON.objectNode();
        definition.put("type", "object").put("description", fields.doc()).put("additionalProperties", false);
        ObjectNode properties = definition.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        for (Key<?> key : fields.keys()) {
            properties.set(key.name(), property(key));
            if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            definition.set("required", required);
        }
        ArrayNode rules = JSON.arrayNode();
        fields.groups().forEach(group -> rules.add(rule(group)));
        if (!rules.isEmpty()) {
            definition.set("allOf", rules);
        }
        return definition;
    }

    private static ObjectNode property(Key<?> key) {
        ObjectNode property = JSON.objectNode();
        String doc = key.otherwise() == null ? key.doc() : key.doc() + " Default: " + key.otherwise() + ".";
        property.put("description", doc);
        if (key.fallback() != null) {
            property.set("default", Trees.json(Trees.tree(key.fallback())));
        }
        property.putArray("examples").add(Trees.json(Trees.tree(key.example())));
        property.setAll(flat(schema(key.shape())));
        return property;
    }

    /** Beside a reference, draft 7 overlooks everything else. */
    private static ObjectNode flat(ObjectNode schema) {
        ObjectNode wrapped = JSON.objectNode();
        if (schema.has("$ref")) {
            wrapped.putArray("allOf").add(schema);
            return wrapped;
        }
        return schema;
    }

    private static ObjectNode rule(Group group) {
        ObjectNode rule = JSON.objectNode();
        ArrayNode present = JSON.arrayNode();
        group.keys().forEach(key -> present.addObject().putArray("required").add(key));
        switch (group.rule()) {
            case EXACTLY_ONE -> rule.set("oneOf", present);
            case AT_LEAST_ONE -> rule.set("anyOf", present);
            case AT_MOST_ONE -> {
                ArrayNode both = rule.putObject("not").putArray("required");
                group.keys().forEach(both::add);
            }
        }
        return rule;
    }

    private static ObjectNode schema(Shape<?> shape) {
        ObjectNode schema = JSON.objectNode();
        switch (shape) {
            case Fields<?> fields -> schema.put("$ref", reference(fields));
            case Mapped<?, ?> mapped -> schema.setAll(schema(mapped.inner()));
            case Either<?> either ->
                schema.putArray("anyOf").add(schema(either.brief())).add(schema(either.full()));
            case ListOf<?> list -> {
                schema.put("type", "array").set("items", schema(list.item()));
                if (!list.mayBeEmpty()) {
                    schema.put("minItems", 1);
                }
            }
            case MapOf<?> map -> {
                schema.put("type", "object").set("additionalProperties", schema(map.value()));
                schema.putObject("propertyNames")
                        .put("pattern", "^(?:" + map.keys().pattern() + ")$");
                if (!map.mayBeEmpty()) {
                    schema.put("minProperties", 1);
                }
            }
            case Flag flag -> variableOr(schema).addObject().put("type", "boolean");
            case Whole whole ->
                variableOr(schema)
                        .addObject()
                        .put("type", "integer")
                        .put("minimum", whole.least())
                        .put("maximum", whole.most());
            case Word word -> {
                ArrayNode words = variableOr(schema).addObject().putArray("enum");
                word.words().forEach(words::add);
            }
            case Text<?> text -> text(schema, text);
            case JsonValue json -> {}
        }
        return schema;
    }

    private static ArrayNode variableOr(ObjectNode schema) {
        ArrayNode alternatives = schema.putArray("anyOf");
        alternatives.addObject().put("type", "string").put("pattern", VARIABLE);
        return alternatives;
    }

    private static void text(ObjectNode schema, Text<?> text) {
        ArrayNode types = schema.putArray("type").add("string");
        if (text.free()) {
            types.add("number").add("boolean");
        } else if (Pattern.compile(text.pattern()).matcher("3").find()) {
            types.add("number");
        }
        if (!text.pattern().isEmpty()) {
            schema.put("pattern", text.free() ? text.pattern() : "(?:" + text.pattern() + ")|" + VARIABLE);
        }
    }
}
