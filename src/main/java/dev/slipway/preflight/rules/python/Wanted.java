package dev.slipway.preflight.rules.python;

import dev.slipway.model.Origin;
import dev.slipway.preflight.python.Requirement;

/** A requirement and where it is written: a line of a file, or the command itself. */
record Wanted(Requirement requirement, Origin origin, boolean constraint) {
    /** {@code numpy 1.24.4 (requirements.txt:2)}, the file left out where it is the Dockerfile. */
    String shown(Origin other) {
        String version = requirement.pin().map(pin -> " " + pin).orElse("");
        if (origin.file().equals(other.file())) {
            return requirement.name() + version;
        }
        String file = origin.file().substring(origin.file().lastIndexOf('/') + 1);
        return "%s%s (%s:%d)".formatted(requirement.name(), version, file, origin.line());
    }
}
