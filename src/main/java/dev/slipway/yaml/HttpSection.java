package dev.slipway.yaml;

import dev.slipway.model.Check;
import dev.slipway.model.HttpAnswer;
import dev.slipway.model.HttpCall;
import dev.slipway.model.StackCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code http}, as a check of an image, as the readiness of a service and as a step of a stack check. */
final class HttpSection {
    /** Stands in a stack step until {@link StackPorts} has found the port. */
    static final int UNKNOWN_PORT = 0;

    private static final Key<Integer> PORT = Key.of(
                    "port", Whole.PORT, "8000", "The port that the container listens on.")
            .mandatory();
    private static final Key<Integer> STEP_PORT = Key.of(
                    "port", Whole.PORT, "8000", "The port that the container listens on.")
            .otherwise("that of the first `http` check of `to`");
    private static final Key<String> TO = Key.of(
                    "to", References.OWN_CONTAINER, "backend", "The image or service that is asked.")
            .mandatory()
            .strangers("in", "image", "service", "host");
    private static final Key<String> PATH = Key.of(
                    "path",
                    Text.matching("a path that begins with '/'", "/health", "/[^\\s#\\x00-\\x1f\\x7f]*"),
                    "/health",
                    "The path, with its query.")
            .fallback("/")
            .strangers("url", "uri", "endpoint");
    private static final Key<String> METHOD = Key.of(
                    "method",
                    new Word(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")),
                    "POST",
                    "The method.")
            .otherwise("`GET`, or `POST` with a body")
            .strangers("verb");
    private static final Key<Map<String, String>> HEADERS = Key.of(
                    "headers",
                    MapOf.any(
                            MapOf.Keys.matching("a header's name", "Accept", "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}"),
                            Text.matching("a header's value on one line", "application/json", "[^\\x00-\\x1f\\x7f]*")),
                    "{Accept: application/json}",
                    "Headers of the request.")
            .otherwise("none");
    private static final Key<String> JSON = Key.of(
                    "json", JsonValue.JSON, "{image: sample}", "A JSON body. Variables in it become JSON strings.")
            .otherwise("no body")
            .strangers("body", "data");
    private static final Key<Map<String, String>> FORM = Key.of(
                    "form",
                    MapOf.some(Words.ANYTHING, Text.ANY),
                    "{file: \"@samples/cat.jpg\"}",
                    "A multipart body by field; a value that begins with `@` is a file, from the pipeline's folder.")
            .otherwise("no body")
            .strangers("multipart", "files");
    private static final Key<Integer> STATUS = Key.of(
                    "status",
                    new Whole("an HTTP status", 100, 599, "200"),
                    "202",
                    "The status that the answer must have.")
            .fallback("200")
            .strangers("code", "expect");
    private static final Key<String> CONTAINS = Key.of(
                    "contains", Text.SOME, "'<div id=\"root\">'", "Text that the answer's body must hold.")
            .strangers("body-contains");
    private static final Key<Map<String, String>> MATCH = Key.of(
            "match",
            MapOf.some(
                    MapOf.Keys.matching(
                            "a path into JSON",
                            "result.faces[0].name",
                            "[^\\s.\\[\\]]+(?:\\[\\d{1,6}])*(?:\\.[^\\s.\\[\\]]+(?:\\[\\d{1,6}])*)*|(?:\\[\\d{1,6}])+(?:\\.[^\\s.\\[\\]]+(?:\\[\\d{1,6}])*)*"),
                    JsonValue.JSON),
            "{status: ok, \"models[0].loaded\": true}",
            "Values that the JSON answer must hold, by path.");
    private static final Key<Duration> LATENCY = Key.of(
                    "latency",
                    Durations.DURATION,
                    "500ms",
                    "The longest that the one request with the right answer may take.")
            .otherwise("unlimited");
    private static final Key<Duration> WITHIN = Key.of(
                    "within",
                    Durations.DURATION,
                    "30s",
                    "The request is repeated until the right answer comes or this is over.")
            .fallback("60s")
            .strangers("timeout");

    private static final List<Key<?>> COMMON =
            List.of(PATH, METHOD, HEADERS, JSON, FORM, STATUS, CONTAINS, MATCH, LATENCY, WITHIN);

    static final Fields<Check.Http> CHECK = Fields.of(
            "http",
            "A request from outside the container.",
            Stream.concat(Stream.of(PORT), COMMON.stream()).toList(),
            section -> {
                Integer port = section.optional(PORT);
                Check.Http check = read(section, port == null ? UNKNOWN_PORT : port);
                return port == null ? null : check;
            },
            Group.atMostOne("json", "form"));

    static final Fields<StackCheck.Step> STEP = Fields.of(
            "stack http",
            "A request to a running container of the stack.",
            Stream.concat(Stream.of(TO, STEP_PORT), COMMON.stream()).toList(),
            HttpSection::step,
            Group.atMostOne("json", "form"));

    private HttpSection() {}

    private static StackCheck.@Nullable Step step(Section section) {
        String to = section.optional(TO);
        Check.Http check = read(section, section.value(STEP_PORT, UNKNOWN_PORT));
        return to == null ? null : new StackCheck.Step(to, check);
    }

    private static Check.Http read(Section section, int port) {
        HttpCall.Body body = body(section);
        String method = section.value(METHOD, body == null ? "GET" : "POST");
        HttpCall call = new HttpCall(method, port, section.value(PATH), section.value(HEADERS, Map.of()), body);
        Map<String, String> match = section.value(MATCH, Map.of());
        String contains = section.optional(CONTAINS);
        HttpAnswer answer = new HttpAnswer(section.value(STATUS), contains, match, section.optional(LATENCY));
        if (method.equals("HEAD") && (contains != null || !match.isEmpty())) {
            section.at(METHOD).problem("the answer to HEAD has no body that could be looked at", "Maybe 'GET'?");
        }
        return new Check.Http(call, answer, section.value(WITHIN), section.origin());
    }

    private static HttpCall.@Nullable Body body(Section section) {
        String json = section.optional(JSON);
        Map<String, String> form = section.optional(FORM);
        if (json != null) {
            return new HttpCall.Body.Json(json);
        }
        return form == null ? null : new HttpCall.Body.Multipart(form);
    }
}
