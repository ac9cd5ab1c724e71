package dev.slipway.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packages of {@code pypi.yaml}. Immutable. */
public final class PythonPackages {
    private final List<PythonPackage> all;
    private final Map<String, PythonPackage> byName = new HashMap<>();
    private final Map<String, PythonPackage> byModule = new HashMap<>();

    PythonPackages(Table table) {
        all = table.each(
                Set.of("name", "imports", "compiles", "build", "run", "instead", "because", "musl", "numpy2"),
                row -> new PythonPackage(
                        row.name(),
                        row.texts("imports"),
                        row.text("compiles"),
                        row.texts("build"),
                        row.texts("run"),
                        new PythonPackage.Instead(row.text("instead"), row.text("because")),
                        row.is("musl"),
                        row.text("numpy2")));
        for (PythonPackage each : all) {
            byName.put(normal(each.name()), each);
            each.imports().forEach(module -> byModule.merge(module, each, PythonPackages::easier));
        }
    }

    public List<PythonPackage> all() {
        return all;
    }

    /** By any writing of its name: {@code Pillow}, {@code ruamel.yaml}. */
    public Optional<PythonPackage> named(String name) {
        return Optional.ofNullable(byName.get(normal(name)));
    }

    /** The package that brings a module; of {@code a.b.c} the nearest parent that is known. Of several the one that needs least. */
    public Optional<PythonPackage> importing(String module) {
        String name = module;
        while (!byModule.containsKey(name) && name.contains(".")) {
            name = name.substring(0, name.lastIndexOf('.'));
        }
        return Optional.ofNullable(byModule.get(name));
    }

    /** As PEP 503 has it. */
    public static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    private static PythonPackage easier(PythonPackage first, PythonPackage second) {
        return first.instead().name().equals(second.name()) ? second : first;
    }
}
