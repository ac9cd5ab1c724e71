package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Broken;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import java.util.List;

/**
 * A base image: is it there, and if not, could the engine pull it?
 *
 * @param provided whether the pipeline says how to make it
 */
record BaseLook(Engine engine, String reference, boolean provided, boolean offline) implements Examination {
    @Override
    public Area area() {
        return Area.BASES;
    }

    @Override
    public String subject() {
        return reference;
    }

    @Override
    public List<Observation> examine(StopSignal stop) {
        if (engine.image(reference).isPresent()) {
            return says(new Fine("present"));
        }
        if (offline) {
            return says(new Warning("absent; nobody asked its registry (--offline)", "Look again without --offline."));
        }
        try {
            engine.housekeeping().askRegistry(reference);
            return says(new Fine("absent, can be pulled"));
        } catch (EngineException refused) {
            return says(absent(refused));
        }
    }

    private Finding absent(EngineException refused) {
        boolean answered = RegistryLook.answered(refused);
        String seen = "absent, and cannot be pulled (" + refused.answer() + ")";
        return provided
                ? new Warning(seen, "Nothing need be done: the pipeline's 'provide' makes it.")
                : new Broken(
                        seen,
                        answered
                                ? "Maybe 'docker login', another tag, or a 'provide' for it in the pipeline."
                                : RegistryLook.WAY_OUT);
    }
}
