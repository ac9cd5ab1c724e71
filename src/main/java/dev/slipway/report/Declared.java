package dev.slipway.report;

import java.util.Map;
import java.util.Optional;

/**
 * Where a pipeline's file declares what a run tells of: images by their names, stack checks by theirs behind {@code
 * stack/}, and the file as a whole under the empty name. Failures that no Dockerfile line is to blame for are shown there.
 */
public record Declared(Map<String, Place> places) {
    /** Where the file is not known, or cannot be read. */
    public static final Declared NOWHERE = new Declared(Map.of());

    public Declared {
        places = Map.copyOf(places);
    }

    public static String stackCheck(String name) {
        return "stack/" + name;
    }

    Optional<Place> of(String name) {
        return Optional.ofNullable(places.get(name)).or(() -> Optional.ofNullable(places.get("")));
    }
}
