package dev.slipway.preflight.rules.python;

import dev.slipway.model.Version;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.python.Requirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Do two requirements of one installation contradict each other on their face? */
public final class ConflictRule implements Rule {
    private static final Kind KIND = new Kind(
            "requirements-conflict",
            Severity.ERROR,
            "one package is asked for in two versions",
            "pip refuses a set in which the same package is pinned to two versions, or pinned to one that another line or a"
                    + " constraint forbids. Keep one of the lines.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Installation installation : Installation.in(subject)) {
            Map<String, Wanted> pinned = new HashMap<>();
            for (Wanted one : installation.wanted()) {
                String marker = one.requirement().marker();
                if (marker.isEmpty() && one.requirement().pin().isPresent()) {
                    pinned.putIfAbsent(one.requirement().name(), one);
                }
            }
            for (Wanted one : installation.wanted()) {
                Wanted other = pinned.get(one.requirement().name());
                if (other != null
                        && !other.equals(one)
                        && one.requirement().marker().isEmpty()) {
                    clash(other.requirement(), one.requirement())
                            .ifPresent(version -> findings.accept(KIND.at(
                                    one.origin(),
                                    "'%s' contradicts '%s' at %s."
                                            .formatted(
                                                    one.requirement().written(),
                                                    other.requirement().written(),
                                                    other.origin()),
                                    "Maybe keep one of the two.")));
                }
            }
        }
    }

    private static Optional<Version> clash(Requirement pinned, Requirement other) {
        return pinned.pin().filter(version -> !other.allows(version.text()));
    }
}
