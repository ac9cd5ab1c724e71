package dev.slipway.model;

import java.util.List;
import java.util.Map;

/**
 * What {@code up} keeps running: names of images and services, in the order in which they are started, and variables by
 * name beside those that each has anyway.
 */
public record UpSpec(List<String> start, Map<String, Map<String, String>> env, Origin origin) {
    public UpSpec {
        start = List.copyOf(start);
        env = Ordered.copy(env);
    }
}
