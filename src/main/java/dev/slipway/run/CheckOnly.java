package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Variant;
import dev.slipway.plan.Action;
import dev.slipway.plan.Cause;
import dev.slipway.plan.Decision;
import dev.slipway.plan.Existing;
import dev.slipway.plan.Prospect;
import dev.slipway.plan.Prospect.Fingerprint;
import dev.slipway.run.Attempting.Trial;
import dev.slipway.run.Bases.Asker;
import dev.slipway.run.Bases.Ensured;
import dev.slipway.run.RunEvent.Result;
import java.util.List;
import java.util.Optional;

/**
 * The work of a run that proves again what is built, without building. An image that is missing, or not made from what
 * is in the work tree now, has failed. The rung that was proven last is the one that is asked.
 */
final class CheckOnly implements Work {
    private final Engine engine;
    private final RunSetting setting;
    private final Ingredients ingredients;
    private final Bases bases;
    private final Attempting attempting;
    private final ProvenImages proven;
    private final Cast cast;

    CheckOnly(
            Engine engine,
            RunSetting setting,
            Ingredients ingredients,
            Bases bases,
            Attempting attempting,
            ProvenImages proven) {
        this.engine = engine;
        this.setting = setting;
        this.ingredients = ingredients;
        this.bases = bases;
        this.attempting = attempting;
        this.proven = proven;
        this.cast = new Cast(setting, proven);
    }

    @Override
    public Preparation prepare(ImageSpec image, StopSignal stop) {
        try {
            List<Existing> existing = Observation.existing(engine, setting.pipeline(), image);
            if (existing.isEmpty()) {
                return new Preparation.Hopeless(OwnDiagnoses.missing(image.name()));
            }
            List<Prospect> prospects = ingredients.prospects(image, stop);
            if (stop.raised()) {
                return new Preparation.Cancelled();
            }
            for (Prospect prospect : prospects) {
                for (Existing candidate : existing) {
                    if (prospect.fingerprint() instanceof Fingerprint.Known known
                            && known.hex().equals(candidate.fingerprint())) {
                        Preparation ready = new Preparation.Ready(
                                new Decision(image, new Action.Prove(candidate), new Cause.Unchanged()));
                        return unpromoted(image, candidate)
                                .<Preparation>map(Preparation.Hopeless::new)
                                .orElse(ready);
                    }
                }
            }
            Decision stale = Decision.of(image, prospects, existing, Decision.Reuse.ANY_RUNG, ingredients);
            return new Preparation.Hopeless(
                    OwnDiagnoses.stale(image.name(), stale.cause().inWords()));
        } catch (EngineException broken) {
            return stop.raised() ? new Preparation.Cancelled() : new Preparation.Hopeless(attempting.lost(broken));
        }
    }

    @Override
    public AttemptResult attempt(ImageSpec image, Variant variant, int number, Rungs rungs, StopSignal stop) {
        Trial trial = new Trial(image, variant, number);
        try {
            for (String reference : cast.foreignImages(variant)) {
                switch (bases.ensure(
                        reference, new Asker(image.name(), variant.retry().attempts()), stop)) {
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
            return Observation.existing(engine, setting.pipeline(), image).stream()
                    .filter(existing -> existing.variant().equals(variant.name()))
                    .findFirst()
                    .map(existing -> attempting.check(trial.of(existing.fingerprint()), existing.id(), stop))
                    .orElseGet(() -> attempting.failed(trial, OwnDiagnoses.missing(image.name())));
        } catch (EngineException broken) {
            return stop.raised() ? new AttemptResult.Cancelled() : attempting.failed(trial, attempting.lost(broken));
        }
    }

    /** The names by which everybody else knows the image must mean the proven one. */
    private Optional<Diagnosis> unpromoted(ImageSpec image, Existing proven) {
        for (String tag : image.tags()) {
            Optional<String> tagged = engine.image(tag).map(ImageFacts::id);
            if (tagged.isEmpty()) {
                return Optional.of(OwnDiagnoses.tagMissing(image.name(), tag));
            }
            if (!tagged.get().equals(proven.id())) {
                return Optional.of(OwnDiagnoses.stale(image.name(), tag + " is another image than the proven one"));
            }
        }
        return Optional.empty();
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
