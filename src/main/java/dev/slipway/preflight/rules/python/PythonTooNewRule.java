package dev.slipway.preflight.rules.python;

import dev.slipway.model.Version;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.python.Wheels;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Is a pinned package older than the Python it is to be installed for? */
public final class PythonTooNewRule implements Rule {
    private static final Kind KIND = new Kind(
            "python-too-new",
            Severity.WARNING,
            "a pinned version has no wheel for this Python",
            "A release knows the Pythons of its time. For a newer one pip takes the sources, which need a compiler and often"
                    + " no longer build; where there are no sources it finds nothing at all. Take the release named, or an"
                    + " older Python. It is an error where the build cannot pass: no sources, or no compiler in the image.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Function<Installation, Compilers> readings = Compilers.readings();
        for (Installation installation : Installation.in(subject)) {
            Optional<String> python = installation.python();
            if (python.isPresent() && !installation.otherIndex()) {
                Compilers compilers = readings.apply(installation);
                for (Wanted one : installation.applying()) {
                    one.requirement()
                            .pin()
                            .flatMap(pin -> finding(installation, compilers, one, pin, python.get()))
                            .ifPresent(findings);
                }
            }
        }
    }

    private static Optional<Finding> finding(
            Installation installation, Compilers compilers, Wanted one, Version pin, String python) {
        String name = one.requirement().name();
        return Wheels.firstAfter(name, pin, python).map(first -> {
            boolean nothing = Wheels.wheelOnly(name) || installation.call().wheelOnly(name);
            boolean noCompiler = compilers.known()
                    && Wheels.compiler(name).flatMap(compilers::missingFor).isPresent();
            String installer = installation.call().installer();
            String then = nothing
                    ? installer + " will find nothing to install"
                    : noCompiler
                            ? installer + " must compile it, without a compiler in "
                                    + installation.script().base()
                            : installer + " must compile it, which may no longer work";
            return KIND.at(
                    nothing || noCompiler ? Severity.ERROR : Severity.WARNING,
                    one.origin(),
                    "%s %s has no wheel for Python %s (the first is %s); %s.".formatted(name, pin, python, first, then),
                    "Maybe take %s %s or newer, or start from an older Python.".formatted(name, first));
        });
    }
}
