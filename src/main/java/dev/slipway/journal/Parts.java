package dev.slipway.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Copies of a list of parts with one of them other. Parts are sought from the end: the newest is the one that moves. */
final class Parts {
    private Parts() {}

    /** The part that has this span. */
    static <T> Optional<T> at(List<T> parts, String span, Function<T, String> spanOf) {
        return parts.reversed().stream()
                .filter(part -> spanOf.apply(part).equals(span))
                .findFirst();
    }

    /** The part that this span lies inside. */
    static <T> Optional<T> within(List<T> parts, String span, Function<T, String> spanOf) {
        return parts.reversed().stream()
                .filter(part -> span.startsWith(spanOf.apply(part) + "/"))
                .findFirst();
    }

    static <T> List<T> append(List<T> parts, T part) {
        List<T> longer = new ArrayList<>(parts);
        longer.add(part);
        return List.copyOf(longer);
    }

    static <T> List<T> replace(List<T> parts, T old, T next) {
        return parts.stream().map(part -> part == old ? next : part).toList();
    }
}
