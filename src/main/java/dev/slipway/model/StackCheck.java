package dev.slipway.model;

import java.util.List;
import java.util.Map;

/**
 * A check over several running images and services together. {@code start} lists their names in the order in which they
 * are started; {@code env} adds variables by name of the image; {@code steps} are asked in order, each of the named one.
 */
public record StackCheck(
        String name, List<String> start, Map<String, Map<String, String>> env, List<Step> steps, Origin origin) {
    public StackCheck {
        start = List.copyOf(start);
        env = Ordered.copy(env);
        steps = List.copyOf(steps);
    }

    /** One question to the image or service named {@code to}. */
    public record Step(String to, Check check) {}
}
