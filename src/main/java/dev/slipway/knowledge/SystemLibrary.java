package dev.slipway.knowledge;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * A library of the system. {@code development} is what a build needs of it; {@code objects} maps its shared objects to
 * Debian's package for each; {@code names} are those by which pkg-config, CMake, the linker and {@code *-config} tools
 * know it. A header that ends in {@code /} stands for all below it.
 */
public record SystemLibrary(
        String name,
        Packages development,
        String alpineRun,
        List<String> headers,
        Map<String, String> objects,
        List<String> names) {
    public SystemLibrary {
        headers = List.copyOf(headers);
        objects = Map.copyOf(objects);
        names = List.copyOf(names);
    }

    /** What a running program needs of it. Where the object's very version is not known, the development files bring the distribution's own. */
    public Packages running(String object) {
        String debian = objects.entrySet().stream()
                .filter(known -> object.equals(known.getKey()) || object.startsWith(known.getKey() + "."))
                // Of libssl.so and libssl.so.1.1 the latter knows better what brings libssl.so.1.1.
                .max(Comparator.comparingInt(known -> known.getKey().length()))
                .map(Map.Entry::getValue)
                .orElse(development.debian());
        return new Packages(debian, alpineRun);
    }

    /** What a running program needs of it, whatever object it asks for: the newest known. */
    public Packages running() {
        String debian = objects.values().stream().sorted().findFirst().orElse("");
        return new Packages(debian, alpineRun);
    }
}
