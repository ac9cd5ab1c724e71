package dev.slipway.doctor;

import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.StopSignal;
import java.util.List;
import java.util.function.Supplier;

/** An examination that is one question with one answer. */
record Look(Area area, String subject, Supplier<Finding> question) implements Examination {
    @Override
    public List<Observation> examine(StopSignal stop) {
        return says(question.get());
    }
}
