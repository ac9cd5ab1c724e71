package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Evidence;

/** Says why something failed. Pure; safe for any thread. */
@FunctionalInterface
public interface Judge {
    Diagnosis judge(Evidence evidence);
}
