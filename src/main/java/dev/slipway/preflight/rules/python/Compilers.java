package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Script;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.base.Installed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which compilers an image has when a step is taken: by its base, and by what was installed since. */
record Compilers(Base base, Installed installed) {
    /** Packages that bring the same files as another one. */
    private static final Map<String, Set<String>> SAME = Map.of(
            "pkg-config", Set.of("pkgconf", "pkgconf-bin"),
            "default-libmysqlclient-dev", Set.of("libmysqlclient-dev", "libmariadbclient-dev-compat"));

    /** For installations of one file: each, its own step included; what a script installs is read once. */
    static Function<Installation, Compilers> readings() {
        Map<Integer, Installed> ofStages = new HashMap<>();
        return installation -> {
            Script script = installation.script();
            Installed all = ofStages.computeIfAbsent(script.stage().number(), stage -> Installed.by(script.steps()));
            return new Compilers(installation.base(), all.after(script.position(installation.step()) + 1));
        };
    }

    /** Only of well-known bases, and where nothing unknown has been run, can it be said that something is missing. */
    boolean known() {
        return base.wellKnown() && base.has("gcc").isPresent() && installed.sure();
    }

    /** What is missing to compile this language, in words. */
    Optional<String> missingFor(String language) {
        return switch (language) {
            case "c" -> hasC() ? Optional.empty() : Optional.of("C compiler");
            case "c++" -> hasCpp() ? Optional.empty() : Optional.of("C++ compiler");
            case "fortran" ->
                hasC() && installed.hasLike("gfortran") ? Optional.empty() : Optional.of("Fortran compiler");
            case "rust" ->
                installed.hasAny("cargo", "rust", "rustc", "rustup") ? Optional.empty() : Optional.of("Rust compiler");
            default -> Optional.empty();
        };
    }

    /**
     * Whether a package of headers is there, by its own name or another's. Debian's C compiler recommends libc6-dev, which
     * needs the kernel's headers.
     */
    boolean bring(String headers) {
        boolean kernel = headers.equals("linux-libc-dev") && hasC();
        return kernel
                || installed.hasAny(headers)
                || SAME.getOrDefault(headers, Set.of()).stream().anyMatch(installed::hasAny);
    }

    private boolean whole() {
        return base.has("gcc").orElse(true)
                || installed.hasAny("build-essential", "build-base", "alpine-sdk", "clang", "g++");
    }

    private boolean hasC() {
        return whole() || installed.hasLike("gcc");
    }

    private boolean hasCpp() {
        return whole() || installed.hasLike("g++-");
    }

    /** The packages of the distribution that bring the compiler of a language. */
    List<String> packagesFor(String language) {
        boolean alpine = base.alpine();
        return switch (language) {
            case "c" -> alpine ? List.of("gcc", "musl-dev") : List.of("gcc", "libc6-dev");
            case "c++" -> alpine ? List.of("g++", "musl-dev") : List.of("g++");
            case "fortran" -> alpine ? List.of("gcc", "g++", "gfortran", "musl-dev") : List.of("g++", "gfortran");
            case "rust" -> List.of("cargo");
            default -> List.of();
        };
    }
}
