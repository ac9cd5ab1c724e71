package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Variant;
import dev.slipway.plan.Action;
import dev.slipway.plan.Cause;
import dev.slipway.plan.Decision;
import dev.slipway.plan.ImageLabels;
import dev.slipway.plan.Ladder;
import dev.slipway.plan.Prospect.Fingerprint;
import dev.slipway.run.Attempting.Trial;
import dev.slipway.run.Bases.Asker;
import dev.slipway.run.Bases.Ensured;
import dev.slipway.run.RunEvent.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of a run that builds: bases, fingerprints, attempts, and the marks by which the next run knows its own. */
final class Workshop implements Work {
    private static final Logger log = LoggerFactory.getLogger(Workshop.class);

    private final Engine engine;
    private final RunSetting setting;
    private final Ingredients ingredients;
    private final Bases bases;
    private final Attempting attempting;
    private final Building building;
    private final Clearance clearance;
    private final DiskRoom room;
    private final ProvenImages proven;
    private final Holds holds;
    private final boolean holding;
    private final StackServices stackServices;

    Workshop(
            Engine engine,
            RunSetting setting,
            Ingredients ingredients,
            Bases bases,
            Attempting attempting,
            Tools tools) {
        this.engine = engine;
        this.setting = setting;
        this.ingredients = ingredients;
        this.bases = bases;
        this.attempting = attempting;
        this.building = tools.building();
        this.clearance = tools.clearance();
        this.room = tools.room();
        this.proven = tools.proven();
        this.holds = tools.holds();
        this.holding = tools.holding();
        this.stackServices = tools.stackServices();
    }

    /** What a workshop builds with. {@code holding} says whether kept images are held too: a run that builds takes long. */
    record Tools(
            Building building,
            Clearance clearance,
            DiskRoom room,
            ProvenImages proven,
            Holds holds,
            boolean holding,
            StackServices stackServices) {}

    @Override
    public Preparation prepare(ImageSpec image, StopSignal stop) {
        if (stop.raised()) {
            return new Preparation.Cancelled();
        }
        try {
            Decision decision = decide(image, stop);
            return stop.raised() ? new Preparation.Cancelled() : new Preparation.Ready(held(decision));
        } catch (EngineException broken) {
            // The attempt meets the same engine and tells it properly.
            return new Preparation.Ready(new Decision(
                    image, new Action.Build(), new Cause.Unreadable(broken.operation() + ": " + broken.answer())));
        }
    }

    /** What is kept must still be there when the tags move. */
    private Decision held(Decision decision) {
        boolean gone = holding
                && decision.action() instanceof Action.Keep keep
                && !holds.hold(
                        decision.image(), keep.image().variant(), keep.image().id());
        return gone ? new Decision(decision.image(), new Action.Build(), new Cause.NeverBuilt()) : decision;
    }

    Decision decide(ImageSpec image, StopSignal stop) {
        return Decision.of(
                image,
                ingredients.prospects(image, stop),
                Observation.existing(engine, setting.pipeline(), image),
                setting.thoroughness().reuse(),
                ingredients);
    }

    @Override
    public AttemptResult attempt(ImageSpec image, Variant variant, int number, Rungs rungs, StopSignal stop) {
        Trial trial = new Trial(image, variant, number);
        Map<String, String> args = proven.resolve(variant.build().args());
        return switch (clearance.of(image, variant, args, stop)) {
            case Clearance.Answer.Cleared cleared -> build(trial, rungs, cleared.access(), stop);
            case Clearance.Answer.Refused refused -> attempting.failed(trial, refused.why());
            case Clearance.Answer.Cancelled cancelled -> new AttemptResult.Cancelled();
        };
    }

    private AttemptResult build(Trial trial, Rungs rungs, BuildAccess access, StopSignal stop) {
        ImageSpec image = trial.image();
        Variant variant = trial.variant();
        try {
            Set<String> foreign = foreign(image, variant);
            for (String base : foreign) {
                switch (bases.ensure(
                        base, new Asker(image.name(), variant.retry().attempts()), stop)) {
                    case Ensured.There there -> {}
                    case Ensured.Missing missing -> {
                        attempting.failed(trial, missing.why());
                        return new AttemptResult.Failed(missing.why(), missing.source());
                    }
                    case Ensured.Cancelled cancelled -> {
                        return new AttemptResult.Cancelled();
                    }
                }
            }
            Optional<Diagnosis> noRoom = room.lacking(image, variant, foreign);
            if (noRoom.isPresent()) {
                return attempting.failed(trial, noRoom.get());
            }
            Map<String, String> labels = labels(image, variant, rungs, stop);
            AttemptResult result = attempting.build(
                    trial.of(labels.get(ImageLabels.FINGERPRINT)), labels, access, building, holds, stop);
            settle(trial, rungs, labels, result);
            return result;
        } catch (EngineException broken) {
            return attempting.failed(trial, attempting.lost(broken));
        }
    }

    /** The bases of a variant whose files cannot be read are none; its attempt will say what is wrong with them. */
    private Set<String> foreign(ImageSpec image, Variant variant) {
        Set<String> images = new LinkedHashSet<>();
        try {
            images.addAll(ingredients.foreignImages(variant));
        } catch (IOException unreadable) {
            return Set.of();
        }
        images.addAll(stackServices.beside(image.name()));
        return images;
    }

    private Map<String, String> labels(ImageSpec image, Variant variant, Rungs rungs, StopSignal stop) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(ImageLabels.PIPELINE, setting.pipeline().name());
        labels.put(ImageLabels.IMAGE, image.name());
        labels.put(ImageLabels.VARIANT, variant.name());
        if (ingredients.fingerprint(variant, stop) instanceof Fingerprint.Known known) {
            labels.put(ImageLabels.FINGERPRINT, known.hex());
        }
        if (rungs == Rungs.ABOVE_FAILED_FOR_GOOD) {
            List<String> above = new ArrayList<>();
            for (Variant rung : image.variants().subList(0, image.variants().indexOf(variant))) {
                if (ingredients.fingerprint(rung, stop) instanceof Fingerprint.Known known) {
                    above.add(known.hex());
                }
            }
            labels.put(ImageLabels.FELL_FROM, Ladder.above(above));
        }
        return labels;
    }

    /**
     * A proven image gets its mark; any other goes. The mark is for the next run: what the engine says against it does not
     * touch what this attempt came to. An image whose inputs changed under the builder's hands gets none.
     */
    private void settle(Trial trial, Rungs rungs, Map<String, String> labels, AttemptResult result) {
        ImageSpec image = trial.image();
        Variant variant = trial.variant();
        if (!(result instanceof AttemptResult.Passed passed) || rungs == Rungs.ONE_ABOVE_IS_GOOD) {
            holds.release(image, variant.name());
            return;
        }
        if (!fingerprintNow(variant).equals(labels.getOrDefault(ImageLabels.FINGERPRINT, ""))) {
            log.warn("{} changed while it was built; the next run builds it again", image.name());
            return;
        }
        try {
            String mark = Names.proven(setting.pipeline(), image, variant.name());
            String before = engine.image(mark).map(ImageFacts::id).orElse("");
            engine.tag(passed.result().id(), mark);
            if (!before.isEmpty() && !before.equals(passed.result().id())) {
                Nameless.removeIfNameless(engine, before);
            }
        } catch (EngineException refused) {
            log.warn("{} could not be marked as proven; the next run builds it again", image.name(), refused);
        }
    }

    private String fingerprintNow(Variant variant) {
        return ingredients.fingerprintNow(variant) instanceof Fingerprint.Known known ? known.hex() : "";
    }

    @Override
    public void proven(ImageSpec image, Result result) {
        proven.add(image.name(), result.id());
    }

    @Override
    public boolean engineAnswers() {
        return EngineWatch.answers(engine);
    }
}
