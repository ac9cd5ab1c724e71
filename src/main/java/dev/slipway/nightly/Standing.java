package dev.slipway.nightly;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How something is, by the last night that saw it. Nights that did not see it are not counted, and several on one day are one.
 */
public sealed interface Standing {
    Subject subject();

    /** When the first night of this standing began. */
    Instant since();

    record Good(Subject subject, Instant since) implements Standing {}

    /**
     * {@code nights} in a row, the first included: day k of its failing. {@code owed} is how it was degraded before, if it was:
     * failing pays no debt.
     */
    record Failing(Subject subject, Instant since, int nights, Trouble trouble, @Nullable Degraded owed)
            implements Standing {}

    /** It works by {@code variant} and not by the preferred one, which is in trouble. {@code failAfter} nights make it a failure, 0 never. */
    record Degraded(Subject subject, Instant since, int nights, String variant, Trouble trouble, int failAfter)
            implements Standing {
        /** Whether it has been degraded for as long as the pipeline bears. */
        public boolean due() {
            return failAfter > 0 && nights >= failAfter;
        }
    }

    /** Whether the pipeline counts it as a failure. A spare that is broken is told, and no failure of the night. */
    default boolean failed() {
        return switch (this) {
            case Good good -> false;
            case Failing failing -> failing.subject().kind() != Subject.Kind.SPARE;
            case Degraded degraded -> degraded.due();
        };
    }
}
