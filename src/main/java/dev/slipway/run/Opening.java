package dev.slipway.run;

import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.plan.Action;
import dev.slipway.plan.Decision;
import dev.slipway.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a run tells of itself when it begins. */
final class Opening {
    private final EngineInfo engine;
    private final RunSetting setting;

    Opening(EngineInfo engine, RunSetting setting) {
        this.engine = engine;
        this.setting = setting;
    }

    /** @param idle whether it will make nothing: git takes its time to look, and such a run is not kept waiting for it */
    RunEvent.RunStarted of(
            Instant now, String command, List<ImageSpec> images, Plan plan, boolean idle, StopSignal stop) {
        Provenance provenance = idle
                ? new Provenance(setting.version(), "", false)
                : WorkTree.provenance(
                        setting.version(),
                        setting.pipeline().folder(),
                        setting.home().folder(),
                        stop);
        return new RunEvent.RunStarted(
                now,
                "run",
                setting.id(),
                command,
                setting.pipeline().name(),
                words(engine),
                planned(images, plan.decisions()),
                provenance);
    }

    private static List<RunEvent.PlannedImage> planned(List<ImageSpec> images, List<Decision> plan) {
        List<RunEvent.PlannedImage> planned = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            ImageSpec image = images.get(i);
            String action = plan.isEmpty() ? "check" : word(plan.get(i).action());
            String cause = plan.isEmpty() ? "asked again" : plan.get(i).cause().inWords();
            planned.add(new RunEvent.PlannedImage(
                    image.name(),
                    action,
                    cause,
                    image.variants().stream().map(variant -> variant.name()).toList(),
                    image.needs()));
        }
        return planned;
    }

    private static String word(Action action) {
        return switch (action) {
            case Action.Keep keep -> "keep";
            case Action.Build build -> "build";
            case Action.Prove prove -> "check";
            case Action.Await await -> "await";
        };
    }

    private static String words(EngineInfo info) {
        String builder = info.builder() == EngineInfo.Builder.BUILDKIT ? "BuildKit" : "classic builder";
        return info.product() + " " + info.version() + " (" + builder + ") at " + info.endpoint();
    }
}
