package dev.slipway.knowledge;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * A repository that Dockerfiles start from. {@code tags} tells in words how its tags are built; {@code flavours} maps a
 * part of a tag to the distribution it means; {@code gone} maps tags out of support to one that is not; {@code instead}
 * is empty unless the whole repository was given up.
 */
public record BaseImage(
        String name,
        String tags,
        Distribution usual,
        Map<String, Distribution> flavours,
        Map<String, String> gone,
        String instead) {
    public BaseImage {
        flavours = Map.copyOf(flavours);
        gone = Map.copyOf(gone);
    }

    public Distribution distribution(String tag) {
        return flavours.entrySet().stream()
                .filter(flavour -> tag.contains(flavour.getKey()))
                .max(Comparator.comparingInt(flavour -> flavour.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(usual);
    }

    public Optional<String> successor() {
        return instead.isEmpty() ? Optional.empty() : Optional.of(instead);
    }
}
