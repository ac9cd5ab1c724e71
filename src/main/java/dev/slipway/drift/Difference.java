package dev.slipway.drift;

import dev.slipway.drift.Suspect.Kind;
import java.util.Set;

/**
 * One thing that is not as it was, before it is judged. {@code manager} is empty unless it is a package. {@code names} are the
 * words by which evidence would speak of it. {@code before} and {@code now} are as they are shown.
 */
record Difference(Kind kind, String manager, String what, String before, String now, Set<String> names) {
    private static final Set<String> SYSTEM = Set.of("dpkg", "apk");

    Difference {
        names = Set.copyOf(names);
    }

    static Difference of(Kind kind, String what, String before, String now) {
        return new Difference(kind, "", what, before, now, Set.of(what));
    }

    /** A package of the distribution, which comes with the base or is installed from its archive. */
    boolean system() {
        return SYSTEM.contains(manager);
    }

    Step step() {
        return Step.between(before, now);
    }

    /** {@code numpy 1.26.4 → 2.3.1}. */
    String words() {
        if (before.isEmpty()) {
            return what + " " + now + " came";
        }
        return now.isEmpty() ? what + " " + before + " went" : what + " " + before + " → " + now;
    }
}
