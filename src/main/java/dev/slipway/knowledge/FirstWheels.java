package dev.slipway.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From which release on a package offers a wheel for a Python, on Linux with glibc: {@code wheels.yaml}. Immutable. */
public final class FirstWheels {
    private final Map<String, Map<String, String>> byPackage;

    FirstWheels(Table table) {
        byPackage = table.each(Set.of("name", "python"), row -> Map.entry(row.name(), row.mapping("python"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The first release with a wheel for that Python ({@code 3.12}); absent where none is known. */
    public Optional<String> of(String name, String python) {
        return Optional.ofNullable(
                byPackage.getOrDefault(PythonPackages.normal(name), Map.of()).get(python));
    }

    /** The one Python for which this is the first release with a wheel; absent where there is none, or several. */
    public Optional<String> pythonOf(String name, String release) {
        List<String> pythons = byPackage.getOrDefault(PythonPackages.normal(name), Map.of()).entrySet().stream()
                .filter(first -> first.getValue().equals(release))
                .map(Map.Entry::getKey)
                .toList();
        return pythons.size() == 1 ? Optional.of(pythons.getFirst()) : Optional.empty();
    }

    public Set<String> packages() {
        return Set.copyOf(byPackage.keySet());
    }
}
