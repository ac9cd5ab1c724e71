package dev.slipway.run;

import dev.slipway.context.Contexts;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ContainerSettings.ContainerSecret;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.plan.Action;
import dev.slipway.plan.Decision;
import dev.slipway.plan.Existing;
import dev.slipway.plan.Order;
import dev.slipway.plan.Plan;
import dev.slipway.probe.Vault;
import dev.slipway.run.RunEvent.Verdict;
import dev.slipway.run.Thoroughness.Promoting;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One execution of a pipeline: sweep, plan, walk, stack checks, promotion, clean-up, each told to the listeners. Use an
 * object once, from one thread; raising the stop signal ends it soon, with everything cleaned up.
 */
public final class Run {
    private static final Logger log = LoggerFactory.getLogger(Run.class);
    /** As the command of a run that only makes what is worked on stands in what is told. */
    public static final String DEV = "dev";

    private static final String BUILD = "build";
    private static final String CHECK = "check";
    private static final String NIGHTLY = "nightly";

    private final Engine engine;
    private final RunSetting setting;
    private final Narrator narrator;
    private final Ticker ticker;
    private final Judge judge;
    private final Secrets secrets;
    private final Owner owner = Owner.self();
    private final Sweep sweep;
    private final RunFolders folders;
    private final ProvenImages proven;
    private final Cast cast;
    private final Contexts contexts;
    private final Ingredients ingredients;
    private final Bases bases;
    private final Attempting attempting;

    /** A run that has no variables to take secrets from. */
    public Run(Engine engine, RunSetting setting, List<RunListener> listeners, Ticker ticker, Judge judge) {
        this(
                engine,
                setting,
                listeners,
                ticker,
                judge,
                new Secrets(Map.of(), setting.pipeline().folder(), new Mask()));
    }

    /** @param secrets of this run; what it tells goes through their mask */
    public Run(
            Engine engine,
            RunSetting setting,
            List<RunListener> listeners,
            Ticker ticker,
            Judge judge,
            Secrets secrets) {
        Redaction redaction = new Redaction(secrets.mask());
        this.engine = engine;
        this.setting = setting;
        this.narrator = new Narrator(listeners, ticker, secrets.mask());
        this.ticker = ticker;
        this.judge = evidence -> judge.judge(redaction.of(evidence));
        this.secrets = secrets;
        this.sweep = new Sweep(engine, owner);
        this.folders = new RunFolders(setting.home());
        this.proven = new ProvenImages(engine, setting.pipeline());
        this.cast = new Cast(setting, proven, new ContainerAccess(secrets, narrator::notice));
        this.contexts =
                Contexts.remembering(setting.home().hashes(), setting.home().deliveries());
        this.ingredients = new Ingredients(engine, setting, proven, contexts, cast.access());
        this.bases = new Bases(engine, setting, narrator, ticker, this.judge);
        this.attempting = new Attempting(engine, cast, owner, narrator, ticker, this.judge);
    }

    /** What {@link #build} would do now. Changes nothing but the record of inputs. */
    public Plan plan(Collection<String> wanted) {
        return plan(
                Order.of(setting.pipeline(), wanted), new ProvenImages(engine, setting.pipeline()), new StopSignal());
    }

    private Plan plan(List<ImageSpec> images, ProvenImages proven, StopSignal stop) {
        Ingredients ingredients = new Ingredients(engine, setting, proven, contexts, cast.access());
        List<Decision> decisions = new ArrayList<>();
        for (ImageSpec image : images) {
            Decision decision = Decision.of(
                    image,
                    ingredients.prospects(image, stop),
                    Observation.existing(engine, setting.pipeline(), image),
                    setting.thoroughness().reuse(),
                    ingredients);
            if (decision.action() instanceof Action.Keep keep) {
                proven.add(image.name(), keep.image().id());
            }
            decisions.add(decision);
        }
        return new Plan(decisions);
    }

    /** What earlier runs proved of an image and left on the engine, in the order of its variants. */
    public List<Existing> proven(ImageSpec image) {
        return Observation.existing(engine, setting.pipeline(), image);
    }

    /** Sees to it that a ready-made image is on the engine, as a run does for its services; why not, if it is not. */
    public Optional<Diagnosis> provide(String reference, StopSignal stop) {
        return switch (bases.ensure(reference, new Bases.Asker("up", 1), stop)) {
            case Bases.Ensured.There there -> Optional.empty();
            case Bases.Ensured.Missing missing -> Optional.of(missing.why());
            case Bases.Ensured.Cancelled cancelled ->
                throw new EngineException(EngineException.Kind.STOPPED, "fetching " + reference, "interrupted");
        };
    }

    /** What the containers of these images and services require as secrets and cannot be given, if anything. */
    public Optional<Diagnosis> lacking(Map<String, Map<String, ContainerSecret>> wanted, StopSignal stop) {
        return switch (cast.access().clear(wanted, stop)) {
            case ContainerAccess.Answer.Cleared cleared -> Optional.empty();
            case ContainerAccess.Answer.Refused refused -> Optional.of(refused.why());
            case ContainerAccess.Answer.Cancelled cancelled ->
                throw new EngineException(EngineException.Kind.STOPPED, "asking for secrets", "interrupted");
        };
    }

    /** The secrets of containers that are started outside of a run; what is {@link #lacking} is asked before. */
    public Vault vault() {
        return cast.access();
    }

    /** Builds what is not proven yet, proves it, and promotes. No name at all means every image. */
    public Verdict build(Collection<String> wanted, StopSignal stop) {
        return run(BUILD, wanted, stop);
    }

    /** As {@link #build}, told as one for work: who looks at the images proves them. */
    public Verdict develop(Collection<String> wanted, StopSignal stop) {
        return run(DEV, wanted, stop);
    }

    /** Proves again what is built. Builds nothing and promotes nothing. */
    public Verdict check(Collection<String> wanted, StopSignal stop) {
        return run(CHECK, wanted, stop);
    }

    /** As {@link #build}, told as a night's; how thorough it is, its setting says. */
    public Verdict nightly(Collection<String> wanted, StopSignal stop) {
        return run(NIGHTLY, wanted, stop);
    }

    private Verdict run(String command, Collection<String> wanted, StopSignal stop) {
        boolean building = !command.equals(CHECK);
        List<ImageSpec> images = Order.of(setting.pipeline(), wanted);
        long begun = ticker.nanos();
        Verdict verdict = Verdict.FAILED;
        String summary = "";
        Holds holds = new Holds(engine, setting.pipeline(), setting.id());
        Plan plan = building ? plan(images, new ProvenImages(engine, setting.pipeline()), stop) : new Plan(List.of());
        narrator.tell(new Opening(engine.info(), setting)
                .of(narrator.now(), command, images, plan, building && plan.unchanged(), stop));
        try {
            tidy();
            Work work = building ? workshop(holds, !plan.unchanged(), wanted.isEmpty()) : checkOnly();
            Ending ending = walk(building, images, work, wanted.isEmpty(), stop);
            verdict = ending.verdict();
            summary = ending.summary();
        } catch (EngineException broken) {
            verdict = stop.raised() ? Verdict.INTERRUPTED : Verdict.ENGINE_LOST;
            summary = words(broken);
        } catch (UncheckedIOException disk) {
            verdict = stop.raised() ? Verdict.INTERRUPTED : Verdict.FAILED;
            summary = words(disk);
        } finally {
            cleanUp(holds);
            switch (verdict) {
                case PROVEN, DEGRADED -> dropReplacedBases();
                case FAILED -> keepReplacedBases();
                case INTERRUPTED, ENGINE_LOST -> log.debug("what fresh bases replaced stays as it is");
            }
            narrator.tell(new RunEvent.RunEnded(narrator.now(), "run", ticker.since(begun), verdict, summary));
        }
        return verdict;
    }

    private static String words(RuntimeException trouble) {
        return trouble instanceof EngineException broken
                ? broken.operation() + ": " + broken.answer()
                : trouble.getMessage() + ": " + trouble.getCause();
    }

    private Work workshop(Holds holds, boolean holding, boolean whole) {
        Building builder =
                new Building(engine, proven, contexts, !setting.thoroughness().builderCache());
        Clearance clearance =
                new Clearance(engine.info().builder(), setting.pipeline().file(), secrets, narrator);
        return new Workshop(
                engine,
                setting,
                ingredients,
                bases,
                attempting,
                new Workshop.Tools(
                        builder,
                        clearance,
                        new DiskRoom(engine, setting, narrator),
                        proven,
                        holds,
                        holding,
                        StackServices.of(setting.pipeline(), whole)));
    }

    private Work checkOnly() {
        return new CheckOnly(engine, setting, ingredients, bases, attempting, proven);
    }

    /** What a walk came to. */
    private record Ending(Verdict verdict, String summary) {}

    private Ending walk(boolean building, List<ImageSpec> images, Work work, boolean whole, StopSignal stop) {
        Tactics tactics = new Tactics(() -> ThreadLocalRandom.current().nextDouble());
        List<ImageEnd> ends = new Conductor(
                        work,
                        tactics,
                        narrator,
                        ticker,
                        setting.places(),
                        setting.thoroughness().everyRung())
                .conduct(images, stop);
        StackProofs proofs = new StackProofs(setting.home().proofs(), engine, cast, proven);
        List<StackChecks.Verdict> stack = whole ? stack(building, ends, proofs, stop) : List.of();
        Optional<String> withheld = withheld(ends, stack, stop);
        if (building) {
            promote(ends, withheld);
        }
        return new Ending(Verdicts.of(ends, stack, stop.raised()), withheld.orElse(""));
    }

    private List<StackChecks.Verdict> stack(
            boolean building, List<ImageEnd> ends, StackProofs proofs, StopSignal stop) {
        StackChecks checks = new StackChecks(engine, cast, owner.labels(setting.id()), narrator, ticker, judge);
        Map<String, ImageEnd> members = new LinkedHashMap<>();
        ends.forEach(end -> members.put(end.image(), end));
        List<StackChecks.Verdict> verdicts = new ArrayList<>();
        int number = 0;
        for (StackCheck check : setting.pipeline().stackChecks()) {
            number++;
            Optional<String> reason = skipped(building, check, members, proofs, stop);
            if (reason.isPresent()) {
                verdicts.add(checks.skip(number, check, reason.get()));
                continue;
            }
            StackChecks.Verdict verdict = checks.ask(number, check, members, bases, stop);
            if (verdict.status() == StepStatus.PASSED) {
                proofs.remember(check);
            }
            verdicts.add(verdict);
        }
        return verdicts;
    }

    private Optional<String> skipped(
            boolean building, StackCheck check, Map<String, ImageEnd> members, StackProofs proofs, StopSignal stop) {
        if (stop.raised()) {
            return Optional.of("interrupted");
        }
        for (String image : cast.images(check).toList()) {
            ImageEnd end = members.get(image);
            if (end != null && !end.status().proven()) {
                return Optional.of("'" + image + "' is not proven");
            }
        }
        boolean unchanged = building
                && setting.thoroughness().reuse() != Decision.Reuse.NOTHING
                && cast.images(check).map(members::get).allMatch(end -> end == null || end.reused());
        return unchanged && proofs.passed(check) ? Optional.of("unchanged") : Optional.empty();
    }

    /** Why the tags stay where they are; empty when they may move. */
    private static Optional<String> withheld(List<ImageEnd> ends, List<StackChecks.Verdict> stack, StopSignal stop) {
        if (stop.raised()) {
            return Optional.of("the run was interrupted");
        }
        Optional<ImageEnd> culprit =
                ends.stream().filter(end -> !end.status().proven()).findFirst();
        if (culprit.isPresent()) {
            return Optional.of(
                    culprit.get().image() + " " + Verdicts.word(culprit.get().status()));
        }
        return stack.stream().allMatch(StackChecks.Verdict::good)
                ? Optional.empty()
                : Optional.of("a stack check did not pass");
    }

    private void promote(List<ImageEnd> ends, Optional<String> withheld) {
        long begun = ticker.nanos();
        narrator.tell(new RunEvent.PromotionStarted(narrator.now(), "promotion"));
        List<String> moved = List.of();
        Promoting how = setting.thoroughness().promoting();
        String why = withheld.orElse(how == Promoting.NONE ? "this run moves no tags" : "");
        try {
            if (how == Promoting.EACH || (how == Promoting.TOGETHER && withheld.isEmpty())) {
                Promotion promotion = new Promotion(engine, setting.home().promotions());
                moved = promotion.move(setting.id(), tags(ends));
            }
        } catch (EngineException | UncheckedIOException trouble) {
            why = words(trouble);
            throw trouble;
        } finally {
            narrator.tell(new RunEvent.PromotionEnded(narrator.now(), "promotion", ticker.since(begun), moved, why));
        }
    }

    private Map<String, String> tags(List<ImageEnd> ends) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (ImageEnd end : ends) {
            if (end.status().proven()) {
                setting.pipeline()
                        .image(end.image())
                        .orElseThrow()
                        .tags()
                        .forEach(tag -> tags.put(tag, end.result().id()));
            }
        }
        return tags;
    }

    /** What dead runs left: their objects, their half-made promotions, their quarantine tags. */
    private void tidy() {
        sweep.deadRuns(folders::knownDead).ifPresent(text -> narrator.notice(RunEvent.Level.INFO, text));
        List<String> moved = new Promotion(engine, setting.home().promotions()).completeBegun(folders::knownDead);
        if (!moved.isEmpty()) {
            narrator.notice(
                    RunEvent.Level.INFO, "completed the promotion of a run that died: " + String.join(", ", moved));
        }
        sweep.quarantined(setting.pipeline().name(), folders::knownDead);
    }

    private void cleanUp(Holds holds) {
        try {
            sweep.own(setting.id());
            holds.releaseAll();
        } catch (EngineException broken) {
            narrator.notice(
                    RunEvent.Level.WARNING,
                    "not everything could be cleaned up (" + broken.answer() + "); the next start will do it");
        }
    }

    /** What failed may have worked with them, and whoever looks for the cause wants to try. */
    private void keepReplacedBases() {
        if (!bases.replaced().isEmpty()) {
            narrator.notice(
                    RunEvent.Level.INFO,
                    "kept what fresh bases have replaced, as not everything works with those: "
                            + String.join(", ", bases.replaced().names()));
        }
    }

    private void dropReplacedBases() {
        if (bases.replaced().isEmpty()) {
            return;
        }
        try {
            List<String> gone = bases.replaced().remove(ingredients.pinned());
            if (!gone.isEmpty()) {
                narrator.notice(
                        RunEvent.Level.INFO,
                        "removed what is replaced by a fresh base and used by nobody: " + String.join(", ", gone));
            }
        } catch (IOException unreadable) {
            log.info("what fresh bases replaced stays: {}", Ingredients.sentence(unreadable));
        }
    }
}
