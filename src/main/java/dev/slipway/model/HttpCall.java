package dev.slipway.model;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One HTTP request to a port of a container. {@code path} begins with a slash. */
public record HttpCall(String method, int port, String path, Map<String, String> headers, @Nullable Body content) {
    public HttpCall {
        headers = Ordered.copy(headers);
    }

    public Optional<Body> body() {
        return Optional.ofNullable(content);
    }

    /** What is sent. */
    public sealed interface Body {
        /** {@code text} is a JSON document. */
        record Json(String text) implements Body {}

        /** Form fields by name; a value that begins with {@code @} names a file, relative to the pipeline's folder. */
        record Multipart(Map<String, String> fields) implements Body {
            public Multipart {
                fields = Ordered.copy(fields);
            }
        }
    }
}
