package dev.slipway.knowledge;

import java.util.List;
import java.util.Optional;

/**
 * A package of the Python index, by its normalised name. {@code compiles} is the language of its source build or {@code
 * none}; {@code build} and {@code run} name system libraries and tools; {@code instead} another package that needs
 * less, and why.
 */
public record PythonPackage(
        String name,
        List<String> imports,
        String compiles,
        List<String> build,
        List<String> run,
        Instead instead,
        boolean muslWheels,
        String firstForNumpy2) {
    public PythonPackage {
        imports = List.copyOf(imports);
        build = List.copyOf(build);
        run = List.copyOf(run);
    }

    /** Another package in its place; both are empty where there is none to name. */
    public record Instead(String name, String because) {}

    public Optional<Instead> replacement() {
        return instead.name().isEmpty() ? Optional.empty() : Optional.of(instead);
    }

    public boolean pure() {
        return compiles.equals("none");
    }

    /** The first release built for NumPy 2; absent where it does not matter or is not known. */
    public Optional<String> numpy2() {
        return firstForNumpy2.isEmpty() ? Optional.empty() : Optional.of(firstForNumpy2);
    }
}
