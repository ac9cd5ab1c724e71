package dev.slipway.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The repositories of {@code images.yaml}. Immutable. */
public final class BaseImages {
    private static final Set<String> DEFAULT_REGISTRY =
            Set.of("docker.io/library/", "docker.io/", "index.docker.io/", "library/");

    private final List<BaseImage> all;
    private final Map<String, BaseImage> byName = new HashMap<>();

    BaseImages(Table table) {
        all = table.each(
                Set.of("name", "tags", "default", "flavours", "gone", "instead"),
                row -> new BaseImage(
                        row.name(),
                        row.text("tags"),
                        distribution(row.text("default")),
                        row.mapping("flavours").entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, each -> distribution(each.getValue()))),
                        row.mapping("gone"),
                        row.text("instead")));
        all.forEach(image -> byName.put(image.name(), image));
    }

    public List<BaseImage> all() {
        return all;
    }

    /** By a reference as a Dockerfile writes it, with or without registry, tag and digest. */
    public Optional<BaseImage> of(String reference) {
        return Optional.ofNullable(byName.get(repository(reference)));
    }

    /** What the base's package manager is; absent where the repository is not known. */
    public Optional<Distribution> distributionOf(String reference) {
        return of(reference).map(image -> image.distribution(tag(reference)));
    }

    static String tag(String reference) {
        String plain = reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
        int colon = plain.lastIndexOf(':');
        return colon > plain.lastIndexOf('/') ? plain.substring(colon + 1) : "";
    }

    private static String repository(String reference) {
        String plain = reference.contains("@") ? reference.substring(0, reference.indexOf('@')) : reference;
        String tag = tag(plain);
        String name = tag.isEmpty() ? plain : plain.substring(0, plain.length() - tag.length() - 1);
        return DEFAULT_REGISTRY.stream()
                .filter(name::startsWith)
                .sorted((one, other) -> other.length() - one.length())
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }

    private static Distribution distribution(String name) {
        return Distribution.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
