package dev.slipway.run;

import dev.slipway.context.ContextException;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Phase;
import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import dev.slipway.probe.BedSetting;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.Steps.Label;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One try of one variant: build, preload, checks, told as one span with its own log file. */
final class Attempting {
    private static final Duration NO_LIMIT = Duration.ofDays(7);

    private final Engine engine;
    private final RunSetting setting;
    private final Cast cast;
    private final Owner owner;
    private final Narrator narrator;
    private final Ticker ticker;
    private final Judge judge;

    Attempting(Engine engine, Cast cast, Owner owner, Narrator narrator, Ticker ticker, Judge judge) {
        this.engine = engine;
        this.setting = cast.setting();
        this.cast = cast;
        this.owner = owner;
        this.narrator = narrator;
        this.ticker = ticker;
        this.judge = judge;
    }

    /**
     * What is tried. {@code number} counts the attempts of the variant from 1. {@code fingerprint} is of what the image is
     * made from, where that is known before it is tried.
     */
    record Trial(ImageSpec image, Variant variant, int number, @Nullable String fingerprint) {
        Trial(ImageSpec image, Variant variant, int number) {
            this(image, variant, number, null);
        }

        /** Of an image that is made from this. */
        Trial of(@Nullable String inputs) {
            return new Trial(image, variant, number, inputs);
        }

        String span() {
            return "image/" + image.name() + "/" + variant.name() + "#" + number;
        }

        String slug() {
            return Names.slug(image.name()) + "-" + Names.slug(variant.name()) + "-" + number;
        }
    }

    /** Builds under the quarantine tag, preloads and proves. {@code labels} go on the image. */
    AttemptResult build(
            Trial trial,
            Map<String, String> labels,
            BuildAccess access,
            Building building,
            Holds holds,
            StopSignal stop) {
        return tell(trial, stop, (steps, budget) -> {
            Optional<AttemptResult> barred = barred(trial, stop);
            if (barred.isPresent()) {
                return barred.get();
            }
            Optional<Diagnosis> unusable =
                    unusableContext(trial.variant()).or(() -> ContainerFiles.lacking(cast.pipeline(), trial.variant()));
            if (unusable.isPresent()) {
                return new AttemptResult.Failed(unusable.get());
            }
            String tag = holds.tag(trial.image(), trial.variant().name());
            Label label = new Label(
                    trial.span() + "/build",
                    StepKind.BUILD,
                    Phase.BUILD,
                    "build " + trial.variant().build().dockerfile());
            Fate<String> built = steps.run(
                    label,
                    trial.variant().timeouts(),
                    ground -> building.build(
                            trial.variant(), tag, labels, access, new LayerNarration(narrator, label.span(), ground)));
            return switch (built) {
                case Fate.Passed<String> passed -> {
                    Fate<String> loaded = load(trial, steps, passed.value(), labels, holds);
                    if (!(loaded instanceof Fate.Passed<String> image)) {
                        yield ended(loaded);
                    }
                    takeInventory(trial, budget, image.value());
                    yield prove(trial, steps, image.value());
                }
                case Fate.Failed<String> failed -> new AttemptResult.Failed(judge.judge(failed.evidence()));
                case Fate.Cancelled<String> cancelled -> new AttemptResult.Cancelled();
            };
        });
    }

    private Fate<String> load(Trial trial, Steps steps, String imageId, Map<String, String> labels, Holds holds) {
        Fate<String> loaded = proving(trial, steps).preload(trial.image().name(), trial.variant(), imageId, labels);
        if (loaded instanceof Fate.Passed<String> passed && !passed.value().equals(imageId)) {
            // Else nobody could name the loaded image, and it would stay for ever when a check refuses it.
            holds.hold(trial.image(), trial.variant().name(), passed.value());
            Nameless.removeIfNameless(engine, imageId);
        }
        return loaded;
    }

    private AttemptResult prove(Trial trial, Steps steps, String imageId) {
        long bytes = size(imageId);
        OptionalLong allowed = trial.variant().budget().bytes();
        if (allowed.isPresent() && bytes > allowed.getAsLong()) {
            return new AttemptResult.Failed(OwnDiagnoses.sizeBudget(bytes, allowed.getAsLong()));
        }
        return ended(proving(trial, steps).check(trial.image(), trial.variant(), imageId), trial, bytes);
    }

    /**
     * Before the checks, so that an image that they refuse can be compared with the last one that they did not. It is our
     * curiosity, not the author's, so it is not paid for out of the variant's budget of time.
     */
    private void takeInventory(Trial trial, Watchdog budget, String imageId) {
        BedSetting looking = new BedSetting(
                prefix(trial), owner.labels(setting.id()), cast.pipeline().folder(), Duration.ZERO);
        Inventory inventory = budget.uncounted(() -> new InventoryTaking(engine).of(imageId, looking, budget.signal()));
        if (!budget.signal().raised()) {
            narrator.tell(new RunEvent.InventoryTaken(
                    narrator.now(),
                    trial.span(),
                    trial.image().name(),
                    trial.variant().name(),
                    inventory));
        }
    }

    private String prefix(Trial trial) {
        return "slipway-" + setting.id() + "-" + trial.slug();
    }

    /** Asks the checks of an image that is there already; nothing is built or loaded. */
    AttemptResult check(Trial trial, String imageId, StopSignal stop) {
        return tell(trial, stop, (steps, budget) -> {
            Optional<AttemptResult> barred = barred(trial, stop);
            if (barred.isPresent()) {
                return barred.get();
            }
            Optional<Diagnosis> unusable = ContainerFiles.lacking(cast.pipeline(), trial.variant());
            if (unusable.isPresent()) {
                return new AttemptResult.Failed(unusable.get());
            }
            Proving proving = proving(trial, steps);
            return ended(proving.check(trial.image(), trial.variant(), imageId), trial, size(imageId));
        });
    }

    /** What ends an attempt because its containers cannot be given what they require. */
    private Optional<AttemptResult> barred(Trial trial, StopSignal stop) {
        return switch (cast.access().clear(trial.image().name(), trial.variant(), cast.pipeline(), stop)) {
            case ContainerAccess.Answer.Cleared cleared -> Optional.empty();
            case ContainerAccess.Answer.Refused refused -> Optional.of(new AttemptResult.Failed(refused.why()));
            case ContainerAccess.Answer.Cancelled cancelled -> Optional.of(new AttemptResult.Cancelled());
        };
    }

    private Proving proving(Trial trial, Steps steps) {
        return new Proving(engine, cast, steps, trial.span(), prefix(trial), owner.labels(setting.id()));
    }

    private AttemptResult ended(Fate<String> fate) {
        return ended(fate, null, 0);
    }

    private AttemptResult ended(Fate<String> fate, @Nullable Trial trial, long bytes) {
        return switch (fate) {
            case Fate.Passed<String> passed ->
                new AttemptResult.Passed(
                        new Result(trial == null ? "" : trial.variant().name(), passed.value(), bytes));
            case Fate.Failed<String> failed -> new AttemptResult.Failed(judge.judge(failed.evidence()));
            case Fate.Cancelled<String> cancelled -> new AttemptResult.Cancelled();
        };
    }

    /** What is done inside the span of an attempt. */
    @FunctionalInterface
    private interface Body {
        AttemptResult go(Steps steps, Watchdog budget);
    }

    private AttemptResult tell(Trial trial, StopSignal stop, Body body) {
        long begun = ticker.nanos();
        String image = trial.image().name();
        narrator.tell(new RunEvent.AttemptStarted(
                narrator.now(), trial.span(), image, trial.variant().name(), trial.number(), trial.fingerprint()));
        Timeouts limits = new Timeouts(trial.variant().budget().time().orElse(NO_LIMIT), NO_LIMIT);
        AttemptResult result = new AttemptResult.Cancelled();
        try (AttemptLog log = new AttemptLog(setting.home().log(setting.id(), trial.slug()));
                Watchdog watchdog = new Watchdog(ticker, stop, limits)) {
            result = body.go(new Steps(narrator, ticker, log, watchdog.signal()), watchdog);
            return result;
        } catch (EngineException broken) {
            result = broken(broken, stop);
            return result;
        } finally {
            narrator.tell(new RunEvent.AttemptEnded(
                    narrator.now(),
                    trial.span(),
                    ticker.since(begun),
                    image,
                    status(result),
                    result instanceof AttemptResult.Failed failed ? failed.why() : null,
                    setting.home().log(setting.id(), trial.slug()).toString()));
        }
    }

    /** The engine broke between two steps. */
    private AttemptResult broken(EngineException broken, StopSignal stop) {
        if (stop.raised()) {
            return new AttemptResult.Cancelled();
        }
        return new AttemptResult.Failed(lost(broken));
    }

    /** Why the engine could not be asked. */
    Diagnosis lost(EngineException broken) {
        return judge.judge(Steps.evidence(broken.operation(), broken, List.of()));
    }

    private static StepStatus status(AttemptResult result) {
        return switch (result) {
            case AttemptResult.Passed passed -> StepStatus.PASSED;
            case AttemptResult.Failed failed -> StepStatus.FAILED;
            case AttemptResult.Cancelled cancelled -> StepStatus.ERRORED;
        };
    }

    /** What the author has to change before a builder can even be asked. */
    private static Optional<Diagnosis> unusableContext(Variant variant) {
        try {
            Ingredients.context(variant);
            return Optional.empty();
        } catch (ContextException author) {
            return Optional.of(OwnDiagnoses.context(author));
        } catch (IOException machine) {
            // The build step meets it again, and tells it with its own evidence.
            return Optional.empty();
        }
    }

    private long size(String imageId) {
        return engine.image(imageId).map(ImageFacts::bytes).orElse(0L);
    }

    /** What failed before an attempt could begin, told as an attempt all the same. */
    AttemptResult failed(Trial trial, Diagnosis why) {
        return tell(trial, new StopSignal(), (steps, budget) -> new AttemptResult.Failed(why));
    }
}
