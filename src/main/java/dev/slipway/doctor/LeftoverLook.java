package dev.slipway.doctor;

import dev.slipway.clean.Leftovers;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.Engine;
import dev.slipway.engine.StopSignal;
import dev.slipway.run.Home;
import dev.slipway.run.RunFolders;
import java.util.List;

/** Containers, networks and volumes of runs that died. */
record LeftoverLook(Engine engine, Home home) implements Examination {
    @Override
    public Area area() {
        return Area.SLIPWAY;
    }

    @Override
    public String subject() {
        return "leftovers";
    }

    @Override
    public List<Observation> examine(StopSignal stop) {
        int left = new Leftovers(engine, new RunFolders(home)).found().size();
        return says(
                left == 0
                        ? new Fine("none of runs that died")
                        : new Warning(
                                left + (left == 1 ? " object" : " objects") + " of runs that died",
                                "The next build removes them; 'clean' does so now."));
    }
}
