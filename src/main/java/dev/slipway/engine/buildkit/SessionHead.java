package dev.slipway.engine.buildkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an engine is told of a session before its bytes flow.
 *
 * @param id what the build calls it; letters and digits
 * @param sharedKey what the engine remembers the build's files by
 * @param methods what is served, as {@code /package.Service/Method}
 */
public record SessionHead(String id, String sharedKey, List<String> methods) {
    public SessionHead {
        methods = List.copyOf(methods);
    }

    /**
     * As BuildKit wants it in HTTP headers or gRPC metadata: names in lower case, one entry for each method, since
     * methods joined in one value are taken for a single method that nobody serves.
     */
    public List<Map.Entry<String, String>> lines() {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        lines.add(Map.entry("x-docker-expose-session-uuid", id));
        // Engines up to BuildKit 0.15 keep files apart by this name as well; the key does that already.
        lines.add(Map.entry("x-docker-expose-session-name", "slipway"));
        lines.add(Map.entry("x-docker-expose-session-sharedkey", sharedKey));
        methods.forEach(method -> lines.add(Map.entry("x-docker-expose-session-grpc-method", method)));
        return lines;
    }
}
