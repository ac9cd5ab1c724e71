package dev.slipway.engine.docker.wire;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A path and its parameters, escaped. */
public final class Query {
    private final StringBuilder text;
    private char separator = '?';

    public Query(String path) {
        this.text = new StringBuilder(path);
    }

    /** Adds a parameter, again if it is there already; one without a value is left out. */
    public Query with(String name, String value) {
        if (!value.isEmpty()) {
            text.append(separator).append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            separator = '&';
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
