package dev.slipway.notices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Notices as JSON: what webhooks and commands are given ({@code docs/notices.md}), and what is kept meanwhile. */
final class NoticeJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private NoticeJson() {}

    static ObjectNode of(Notice notice) {
        ObjectNode json = JSON.objectNode();
        json.put("key", notice.key());
        json.put("kind", notice.kind());
        json.put("pipeline", notice.pipeline());
        json.put("subject", notice.subject());
        json.put("headline", notice.headline());
        ArrayNode lines = json.putArray("lines");
        notice.lines().forEach(lines::add);
        json.put("run", notice.run());
        json.put("at", notice.at().toString());
        return json;
    }

    static ObjectNode of(Notice notice, String version) {
        return of(notice).put("slipway", version);
    }

    static ObjectNode of(Waiting waiting) {
        ObjectNode json = JSON.objectNode();
        json.set("notice", of(waiting.notice()));
        json.put("target", waiting.target());
        json.put("label", waiting.label());
        json.put("place", waiting.place());
        json.put("since", waiting.since().toString());
        json.put("tries", waiting.tries());
        json.put("notBefore", waiting.notBefore().toString());
        json.put("why", waiting.why());
        return json;
    }

    static String text(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of texts and numbers is always JSON", impossible);
        }
    }

    /** @throws IllegalArgumentException when the text is not what {@link #of(Waiting)} makes */
    static Waiting waiting(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            JsonNode notice = json.path("notice");
            List<String> lines = new ArrayList<>();
            notice.path("lines").forEach(line -> lines.add(line.asText()));
            return new Waiting(
                    new Notice(
                            word(notice, "key"),
                            Instant.parse(word(notice, "at")),
                            word(notice, "pipeline"),
                            word(notice, "kind"),
                            word(notice, "subject"),
                            word(notice, "headline"),
                            lines,
                            word(notice, "run")),
                    word(json, "target"),
                    word(json, "label"),
                    json.path("place").asInt(),
                    Instant.parse(word(json, "since")),
                    json.path("tries").asInt(),
                    Instant.parse(word(json, "notBefore")),
                    word(json, "why"));
        } catch (JsonProcessingException | DateTimeException damaged) {
            throw new IllegalArgumentException("it is damaged", damaged);
        }
    }

    private static String word(JsonNode json, String name) {
        JsonNode word = json.path(name);
        if (!word.isTextual()) {
            throw new IllegalArgumentException("it is damaged: it has no '" + name + "'");
        }
        return word.asText();
    }
}
