package dev.slipway.clean;

import dev.slipway.model.Pipeline;
import java.util.List;
import java.util.Optional;

/**
 * The pipelines that are meant.
 *
 * @param pipelines those whose file could be read
 * @param unreadable names of those whose file could not: nobody can say which of their rungs are gone
 * @param whole whether all pipelines of the project are meant, and not one of them
 */
public record Scope(List<Pipeline> pipelines, List<String> unreadable, boolean whole) {
    public Scope {
        pipelines = List.copyOf(pipelines);
        unreadable = List.copyOf(unreadable);
    }

    Optional<Pipeline> pipeline(String name) {
        return pipelines.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
