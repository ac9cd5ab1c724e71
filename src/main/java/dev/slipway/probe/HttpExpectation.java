package dev.slipway.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.model.HttpAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Holds one HTTP answer against the expected one. Pure. */
final class HttpExpectation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpAnswer wanted;

    HttpExpectation(HttpAnswer wanted) {
        this.wanted = wanted;
    }

    /** An answer as it came; {@code location} is where it points to, or empty. */
    record Answer(int status, String body, String location, Duration took) {
        String words() {
            String excerpt = Wording.excerpt(body);
            return "answer " + status
                    + (location.isEmpty() ? "" : " to " + Wording.excerpt(location))
                    + (excerpt.isEmpty() ? "" : " \"" + excerpt + "\"");
        }
    }

    /** What differs, going on from the word "last", if anything does. */
    Optional<String> complaint(Answer answer) {
        if (answer.status() != wanted.status()) {
            return Optional.of(answer.words());
        }
        return text(answer).or(() -> json(answer)).or(() -> slow(answer));
    }

    private Optional<String> text(Answer answer) {
        return wanted.contains().filter(text -> !answer.body().contains(text)).map(text -> "%s, without \"%s\""
                .formatted(answer.words(), Wording.excerpt(text)));
    }

    private Optional<String> slow(Answer answer) {
        return wanted.latency()
                .filter(limit -> answer.took().compareTo(limit) > 0)
                .map(limit -> "answer %d in %s, slower than %s"
                        .formatted(answer.status(), Wording.time(answer.took()), Wording.time(limit)));
    }

    private Optional<String> json(Answer answer) {
        if (wanted.json().isEmpty()) {
            return Optional.empty();
        }
        JsonNode document;
        try {
            document = JSON.readTree(answer.body());
        } catch (JsonProcessingException noJson) {
            return Optional.of(answer.words() + ", which is no JSON");
        }
        for (Map.Entry<String, String> entry : wanted.json().entrySet()) {
            JsonNode found = JsonPath.find(document, entry.getKey());
            JsonNode expected = value(entry.getValue());
            if (!same(found, expected)) {
                return Optional.of("answer %d with %s %s, not %s"
                        .formatted(
                                answer.status(),
                                Wording.excerpt(entry.getKey()),
                                found.isMissingNode() ? "absent" : Wording.excerpt(found.toString()),
                                Wording.excerpt(expected.toString())));
            }
        }
        return Optional.empty();
    }

    private static JsonNode value(String text) {
        try {
            JsonNode value = JSON.readTree(text);
            return value.isMissingNode() ? JSON.getNodeFactory().textNode(text) : value;
        } catch (JsonProcessingException plainText) {
            return JSON.getNodeFactory().textNode(text);
        }
    }

    /** Numbers are the same by value: 1 and 1.0. */
    private static boolean same(JsonNode found, JsonNode expected) {
        return (found.isNumber() && expected.isNumber())
                ? found.decimalValue().compareTo(expected.decimalValue()) == 0
                : found.equals(expected);
    }
}
