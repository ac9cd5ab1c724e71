package dev.slipway.preflight.rules.python;

import dev.slipway.knowledge.Distribution;
import dev.slipway.knowledge.Knowledge;
import dev.slipway.knowledge.Packages;
import dev.slipway.knowledge.PythonPackage;
import dev.slipway.knowledge.SystemLibrary;
import dev.slipway.knowledge.Tool;
import dev.slipway.model.Origin;
import dev.slipway.model.Version;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.python.Wheels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/** Must pip compile something for which the image has no compiler, or no headers? */
public final class SourceBuildRule implements Rule {
    private static final Kind COMPILER = new Kind(
            "no-compiler",
            Severity.ERROR,
            "pip must compile a package, and the image has no compiler for it",
            "Slim and Alpine images bring no compiler. A package without a wheel for the image's Python and C library is"
                    + " built from source, and that build stops. Take a version with a wheel, a base with glibc, or install"
                    + " the compiler in a build stage and copy the result.");
    private static final Kind WHEEL = new Kind(
            "no-wheel-for-musl",
            Severity.ERROR,
            "a package is published for glibc only, and the image is Alpine",
            "Wheels are built for one C library. Where neither a musllinux wheel nor a source release exists, pip says"
                    + " 'No matching distribution found' on Alpine. Take a slim base instead.");
    private static final Kind LIBRARY = new Kind(
            "no-headers",
            Severity.ERROR,
            "pip must compile a package whose system library is missing",
            "A package that wraps a system library needs its headers to be compiled, beside the compiler. Install the"
                    + " development package in the build stage, or take the package that brings the library along.");

    @Override
    public List<Kind> kinds() {
        return List.of(COMPILER, WHEEL, LIBRARY);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Function<Installation, Compilers> readings = Compilers.readings();
        for (Installation installation : Installation.in(subject)) {
            Compilers compilers = readings.apply(installation);
            if (!installation.otherIndex() && compilers.known()) {
                check(subject, installation, compilers, findings);
            }
        }
    }

    private static void check(
            Subject subject, Installation installation, Compilers compilers, Consumer<Finding> findings) {
        Origin origin = installation.origin(subject);
        List<String> reasons = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (Wanted one : installation.applying()) {
            String name = one.requirement().name();
            if (compilers.base().alpine() && Wheels.wheelOnly(name) && Wheels.neverOnMusl(name)) {
                findings.accept(WHEEL.at(
                        one.origin(),
                        "%s is published for glibc only, and %s is Alpine."
                                .formatted(name, installation.script().base()),
                        "Maybe start from a slim image."));
                continue;
            }
            Optional<String> why = whyFromSource(installation, compilers, one);
            if (why.isEmpty() || installation.call().wheelOnly(name)) {
                continue;
            }
            String language = Wheels.compiler(name).orElse("");
            Optional<String> compiler = compilers.missingFor(language);
            if (compiler.isPresent()) {
                reasons.add(one.shown(origin) + why.get());
                missing.add(compiler.get());
                packages.addAll(compilers.packagesFor(language));
                packages.addAll(libraries(compilers, name));
            } else if (Wheels.sourceOnly(name)) {
                headers(installation, compilers, one, origin).ifPresent(findings);
            }
        }
        packages.removeIf(compilers.installed()::hasAny);
        if (!reasons.isEmpty()) {
            findings.accept(COMPILER.at(
                    origin,
                    "%s must compile %s, and there is no %s in %s."
                            .formatted(
                                    installation.call().installer(),
                                    String.join(", ", reasons),
                                    String.join(" and no ", missing),
                                    installation.script().base()),
                    "Maybe install %s before this line, or %s."
                            .formatted(
                                    String.join(" ", packages),
                                    compilers.base().alpine()
                                            ? "start from a slim image, for which there are wheels"
                                            : "take versions that come as wheels")));
        }
    }

    private static Optional<String> whyFromSource(Installation installation, Compilers compilers, Wanted one) {
        String name = one.requirement().name();
        Optional<Version> pin = one.requirement().pin();
        if (installation.call().fromSource(name)) {
            return Optional.of(", as --no-binary asks");
        }
        if (Wheels.sourceOnly(name)) {
            return Optional.of(", which has no wheels");
        }
        boolean fits = installation
                .python()
                .flatMap(python -> pin.flatMap(version -> Wheels.firstAfter(name, version, python)))
                .isEmpty();
        return compilers.base().alpine()
                        && fits
                        && (Wheels.neverOnMusl(name)
                                || pin.filter(version -> Wheels.lacksMusl(name, version))
                                        .isPresent())
                ? Optional.of(", which has no wheel for musl")
                : Optional.empty();
    }

    private static Optional<Finding> headers(
            Installation installation, Compilers compilers, Wanted one, Origin origin) {
        if (compilers.base().has("gcc").orElse(true)) {
            return Optional.empty();
        }
        Set<String> lacking = libraries(compilers, one.requirement().name());
        lacking.removeIf(compilers::bring);
        if (lacking.isEmpty() || compilers.installed().hasAny("postgresql-dev", "libmariadb-dev", "mariadb-dev")) {
            return Optional.empty();
        }
        Optional<PythonPackage> known =
                Knowledge.pythonPackages().named(one.requirement().name());
        return Optional.of(LIBRARY.at(
                origin,
                "%s must compile %s, which needs %s."
                        .formatted(installation.call().installer(), one.shown(origin), String.join(" and ", lacking)),
                "Maybe install %s before this line%s."
                        .formatted(
                                String.join(" ", lacking),
                                known.flatMap(PythonPackage::replacement)
                                        .map(other -> ", or take " + other.name() + ": " + other.because())
                                        .orElse(""))));
    }

    /** What its sources want of the system, by the distribution's names. */
    private static Set<String> libraries(Compilers compilers, String name) {
        Distribution distribution = compilers.base().alpine() ? Distribution.ALPINE : Distribution.DEBIAN;
        Set<String> libraries = new TreeSet<>();
        for (String library :
                Knowledge.pythonPackages().named(name).map(PythonPackage::build).orElse(List.of())) {
            Optional<Packages> packages = Knowledge.libraries()
                    .named(library)
                    .map(SystemLibrary::development)
                    .or(() -> Knowledge.tools().named(library).map(Tool::packages));
            packages.flatMap(one -> one.in(distribution))
                    .ifPresent(names -> libraries.addAll(List.of(names.split(" ", -1))));
        }
        return libraries;
    }
}
