package dev.slipway.yaml;

import java.util.List;

/** Keys of one map that depend on each other. */
record Group(Rule rule, List<String> keys) {
    enum Rule {
        EXACTLY_ONE,
        AT_MOST_ONE,
        AT_LEAST_ONE
    }

    Group {
        keys = List.copyOf(keys);
    }

    static Group exactlyOne(String... keys) {
        return new Group(Rule.EXACTLY_ONE, List.of(keys));
    }

    static Group atMostOne(String... keys) {
        return new Group(Rule.AT_MOST_ONE, List.of(keys));
    }

    static Group atLeastOne(String... keys) {
        return new Group(Rule.AT_LEAST_ONE, List.of(keys));
    }

    boolean wantsOne() {
        return rule != Rule.AT_MOST_ONE;
    }

    boolean allowsMore() {
        return rule == Rule.AT_LEAST_ONE;
    }
}
