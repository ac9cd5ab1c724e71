package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.docker.wire.Refusals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The first words with an engine: who it is, the API version to speak, the builder to use. Every later path carries the
 * version that was agreed on here; nothing is ever sent unversioned, because that means the engine's newest.
 *
 * <p>{@code GET /_ping} tells the newest version in {@code Api-Version} and the preferred builder in
 * {@code Builder-Version} (absent on Engine 20.10, which has BuildKit all the same); {@code GET /version} the oldest one.
 */
final class Handshake {
    /** Engine 28.3; later versions only add what is not used here. */
    static final ApiVersion NEWEST = new ApiVersion(1, 51);

    /** Engine 19.03 and Podman 3: the first with {@code platform} and usable BuildKit. */
    static final ApiVersion OLDEST = new ApiVersion(1, 40);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ShortCalls calls;
    private final EngineAddress address;

    Handshake(ShortCalls calls, EngineAddress address) {
        this.calls = calls;
        this.address = address;
    }

    EngineInfo agree(BuilderChoice choice) {
        String operation = "connecting to the engine at " + address;
        return Refusals.during(operation, () -> {
            Response ping = ask(operation, "/_ping");
            JsonNode version = body(ask(operation, "/version"));
            String newest =
                    header(ping, "Api-Version", version.path("ApiVersion").asText(""));
            boolean podman = !header(ping, "Libpod-Api-Version", "").isEmpty()
                    || header(ping, "Server", "").toLowerCase(Locale.ROOT).startsWith("libpod");
            ApiVersion agreed =
                    common(operation, newest, version.path("MinAPIVersion").asText(""));
            String platform = version.path("Os").asText("linux") + "/"
                    + version.path("Arch").asText("unknown");
            return new EngineInfo(
                    podman ? "Podman" : "Docker",
                    version.path("Version").asText("unknown"),
                    agreed.toString(),
                    platform,
                    builder(choice, podman, platform, header(ping, "Builder-Version", "")),
                    EngineInfo.Store.LAYERS,
                    address.endpoint().toString());
        });
    }

    static ApiVersion common(String operation, String engineNewest, String engineOldest) {
        ApiVersion newest = ApiVersion.parse(engineNewest)
                .orElseThrow(() -> new EngineException(
                        Kind.UNSUPPORTED,
                        operation,
                        "what answers tells no API version ('" + engineNewest
                                + "'). Maybe it is not a container engine."));
        if (newest.compareTo(OLDEST) < 0) {
            throw new EngineException(
                    Kind.UNSUPPORTED,
                    operation,
                    "the engine speaks API %s at most; %s is the oldest that will do. Maybe update it."
                            .formatted(newest, OLDEST));
        }
        ApiVersion oldest = ApiVersion.parse(engineOldest).orElse(OLDEST);
        if (oldest.compareTo(NEWEST) > 0) {
            throw new EngineException(
                    Kind.UNSUPPORTED,
                    operation,
                    "the engine speaks API %s at least; %s is the newest that is known here. Maybe update Slipway."
                            .formatted(oldest, NEWEST));
        }
        return newest.compareTo(NEWEST) < 0 ? newest : NEWEST;
    }

    static EngineInfo.Builder builder(BuilderChoice choice, boolean podman, String platform, String offered) {
        return switch (choice) {
            case CLASSIC -> EngineInfo.Builder.CLASSIC;
            case BUILDKIT -> podman ? EngineInfo.Builder.CLASSIC : EngineInfo.Builder.BUILDKIT;
            case AUTO -> {
                boolean absent = offered.isEmpty() && !platform.startsWith("windows");
                yield !podman && (absent || offered.equals("2"))
                        ? EngineInfo.Builder.BUILDKIT
                        : EngineInfo.Builder.CLASSIC;
            }
        };
    }

    private Response ask(String operation, String path) {
        Response answer = calls.execute(
                Request.builder().method(Request.Method.GET).path(path).build());
        if (answer.getStatusCode() != 200) {
            throw Refusals.refusal(operation, answer.getStatusCode(), text(answer));
        }
        return answer;
    }

    /** Header names as they come: HTTP does not care for their case, the library's own look-up does. */
    private static String header(Response answer, String name, String otherwise) {
        for (Map.Entry<String, List<String>> header : answer.getHeaders().entrySet()) {
            if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
                return header.getValue().getFirst();
            }
        }
        return otherwise;
    }

    private static JsonNode body(Response answer) {
        try {
            return JSON.readTree(answer.getBody());
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static String text(Response answer) {
        try {
            return new String(answer.getBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
