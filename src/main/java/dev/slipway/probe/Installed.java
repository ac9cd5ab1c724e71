package dev.slipway.probe;

import dev.slipway.model.VersionRange;
import java.util.Optional;

/** Holds an installed version against the range that it must lie in. */
final class Installed {
    private Installed() {}

    /** What is wrong, if anything. */
    static Optional<String> complaint(String name, String version, VersionRange wanted) {
        if (wanted.clauses().isEmpty()) {
            return Optional.empty();
        }
        if (version.isEmpty()) {
            return Optional.of("%s tells no version, so %s cannot be checked".formatted(name, wanted));
        }
        try {
            return wanted.contains(version)
                    ? Optional.empty()
                    : Optional.of("%s %s is not in %s".formatted(name, Wording.excerpt(version, 60), wanted));
        } catch (IllegalArgumentException noVersion) {
            return Optional.of("%s has the version '%s', which cannot be compared with %s"
                    .formatted(name, Wording.excerpt(version, 60), wanted));
        }
    }
}
