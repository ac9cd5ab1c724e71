package dev.slipway.preflight;

import dev.slipway.model.Pipeline;
import java.util.Map;
import java.util.Optional;

/** The pipeline that a variant is part of, what is done for the other images of it, and where secrets are taken from. */
public record Neighbours(
        Pipeline pipeline, Places places, Map<String, Script> scripts, Map<String, String> environment) {
    private static final String MARK = "${images.";

    public Neighbours {
        scripts = Map.copyOf(scripts);
        environment = Map.copyOf(environment);
    }

    /** The image of this pipeline that a reference means, by {@code ${images.NAME}} or by one of its tags. */
    public Optional<String> image(String reference) {
        if (reference.startsWith(MARK) && reference.endsWith("}")) {
            return Optional.of(reference.substring(MARK.length(), reference.length() - 1));
        }
        String tag = reference.contains(":") ? reference : reference + ":latest";
        return pipeline.images().stream()
                .filter(image -> image.tags().stream()
                        .anyMatch(one -> one.equals(reference) || one.equals(tag) || (one + ":latest").equals(tag)))
                .map(image -> image.name())
                .findFirst();
    }

    /** What is done for it, by its preferred variant. */
    public Optional<Script> script(String reference) {
        return image(reference).flatMap(name -> Optional.ofNullable(scripts.get(name)));
    }
}
