package dev.slipway.doctor;

import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.StopSignal;
import java.util.List;

/**
 * One thing that is looked at. It runs beside the others, on a thread of its own; when its time is over the signal is
 * raised, and it should end soon with what it knows. What it throws becomes a warning of its own.
 */
interface Examination {
    Area area();

    String subject();

    /** Whether it asks anybody but this machine and the engine. */
    default boolean network() {
        return false;
    }

    List<Observation> examine(StopSignal stop);

    /** A line of this examination. */
    default List<Observation> says(Finding finding) {
        return List.of(new Observation(area(), subject(), finding));
    }
}
