package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a value in a JSON document: {@code result.faces[0].name}, {@code [2].id}, {@code ['a.b'].c}. */
final class JsonPath {
    private static final Pattern STEP = Pattern.compile(
            "\\.?(?<name>[^.\\[\\]]+)|\\[(?<index>\\d{1,9})]|\\['(?<quoted>[^']*)']|\\[\"(?<double>[^\"]*)\"]");

    private JsonPath() {}

    /**
     * A missing node when there is nothing at that place.
     *
     * @throws IllegalArgumentException with a sentence for the author when the text is no path
     */
    static JsonNode find(JsonNode document, String path) {
        String rest = path.equals("$") ? "" : path.startsWith("$.") ? path.substring(2) : path;
        Matcher step = STEP.matcher(rest);
        JsonNode here = document;
        int at = 0;
        while (at < rest.length()) {
            if (!step.find(at) || step.start() != at) {
                throw new IllegalArgumentException("'%s' is no path, such as result.faces[0].name".formatted(path));
            }
            here = step.group("index") != null
                    ? here.path(Integer.parseInt(step.group("index")))
                    : here.path(name(step));
            at = step.end();
        }
        return here;
    }

    private static String name(Matcher step) {
        for (String group : new String[] {"name", "quoted", "double"}) {
            String text = step.group(group);
            if (text != null) {
                return text;
            }
        }
        throw new IllegalStateException("the pattern let '" + step.group() + "' through");
    }
}
