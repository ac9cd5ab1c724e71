package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Evidence.Ending;
import dev.slipway.diagnose.Phase;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.BaseSpec;
import dev.slipway.model.Timeouts;
import dev.slipway.plan.ImageLabels;
import dev.slipway.run.AttemptResult.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that the images which builds and services start from are on the engine: present, else pulled within a
 * bound, else provided by the pipeline's own command. Each is seen to once a run; who comes second waits for the first
 * and shares what came of it. Only what may pass is tried again, by whoever comes back after it, and all images together
 * try it no oftener than one of them may.
 */
final class Bases {
    static final Timeouts PULL = new Timeouts(Duration.ofMinutes(15), Duration.ofSeconds(45));
    static final Timeouts PROVIDE = new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(10));

    private final Engine engine;
    private final RunSetting setting;
    private final Narrator narrator;
    private final Ticker ticker;
    private final Judge judge;
    private final ReplacedBases replaced;
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Map<String, BaseFate> fates = new ConcurrentHashMap<>();

    Bases(Engine engine, RunSetting setting, Narrator narrator, Ticker ticker, Judge judge) {
        this.engine = engine;
        this.setting = setting;
        this.narrator = narrator;
        this.ticker = ticker;
        this.judge = judge;
        this.replaced = new ReplacedBases(engine);
    }

    /** What was pulled anew so far left these behind. */
    ReplacedBases replaced() {
        return replaced;
    }

    /** How it went: nothing to say, a diagnosis, or interrupted. */
    sealed interface Ensured {
        record There() implements Ensured {}

        record Missing(Diagnosis why, Source source) implements Ensured {}

        record Cancelled() implements Ensured {}
    }

    /** Who needs a base, and how often it may try something. */
    record Asker(String name, int attempts) {}

    Ensured ensure(String reference, Asker asker, StopSignal stop) {
        ReentrantLock turn = turns.computeIfAbsent(reference, key -> new ReentrantLock());
        turn.lock();
        try {
            BaseFate fate = fates.computeIfAbsent(reference, key -> new BaseFate());
            Optional<Ensured> known = fate.known(asker);
            return known.isPresent() ? known.get() : fate.note(asker, tell(reference, stop));
        } finally {
            turn.unlock();
        }
    }

    private Ensured tell(String reference, StopSignal stop) {
        String span = "base/" + reference;
        long begun = ticker.nanos();
        narrator.tell(new RunEvent.BaseStarted(narrator.now(), span, reference));
        try {
            Optional<ImageFacts> present = engine.image(reference);
            if (present.isEmpty()) {
                return fetch(span, begun, reference, stop);
            }
            return setting.thoroughness().freshBases() && !ReplacedBases.byContent(reference)
                    ? refresh(span, begun, present.get(), reference, stop)
                    : present(span, begun, reference, present.get());
        } catch (EngineException broken) {
            if (stop.raised()) {
                ended(span, begun, reference, "cancelled", null, null);
                return new Ensured.Cancelled();
            }
            return lost(span, begun, reference, broken);
        }
    }

    private Ensured present(String span, long begun, String reference, ImageFacts facts) {
        ended(span, begun, reference, "present", facts, null);
        return new Ensured.There();
    }

    /** A base that stands is good enough for a registry that does not answer, but nobody may take it for today's. */
    private Ensured refresh(String span, long begun, ImageFacts before, String reference, StopSignal stop) {
        Optional<String> refusal = pull(span, reference, stop);
        if (stop.raised()) {
            ended(span, begun, reference, "cancelled", null, null);
            return new Ensured.Cancelled();
        }
        if (refusal.isPresent()) {
            narrator.notice(
                    RunEvent.Level.WARNING,
                    reference + " could not be refreshed (" + refusal.get() + "); what is on the engine is used");
            return present(span, begun, reference, before);
        }
        ImageFacts now = engine.image(reference).orElse(before);
        boolean same = now.id().equals(before.id());
        ended(span, begun, reference, same ? "present" : "pulled", now, null);
        if (!same) {
            replaced.note(before);
        }
        return new Ensured.There();
    }

    /** The base is not to blame, and nobody has to remember it. */
    private Ensured lost(String span, long begun, String reference, EngineException broken) {
        Diagnosis why = judge.judge(Steps.evidence(broken.operation(), broken, List.of()));
        ended(span, begun, reference, "failed", null, why);
        return new Ensured.Missing(why, Source.OWN);
    }

    private Ensured fetch(String span, long begun, String reference, StopSignal stop) {
        Optional<String> refusal = pull(span, reference, stop);
        if (refusal.isPresent() && !stop.raised()) {
            Optional<String> provide = setting.pipeline().bases().stream()
                    .filter(base -> base.reference().equals(reference))
                    .findFirst()
                    .flatMap(BaseSpec::provide);
            if (provide.isEmpty()) {
                return missing(span, begun, reference, "pulling", List.of(refusal.get()));
            }
            printed(span, "not pulled (" + refusal.get() + "); running: " + provide.get());
            Provider provider =
                    new Provider(setting.pipeline().folder(), engine.info().endpoint(), ticker);
            Optional<String> failure = provider.run(provide.get(), line -> printed(span, line), PROVIDE, stop);
            if (failure.isPresent() && !stop.raised()) {
                return missing(
                        span, begun, reference, "providing", List.of("pulling: " + refusal.get(), failure.get()));
            }
        }
        if (stop.raised()) {
            ended(span, begun, reference, "cancelled", null, null);
            return new Ensured.Cancelled();
        }
        Optional<ImageFacts> now = engine.image(reference);
        if (now.isEmpty()) {
            List<String> nothing = List.of("the command passed, but there is no image of that name");
            return missing(span, begun, reference, "providing", nothing);
        }
        ended(span, begun, reference, refusal.isPresent() ? "provided" : "pulled", now.get(), null);
        return new Ensured.There();
    }

    /** Why it could not be pulled; empty when it was. */
    private Optional<String> pull(String span, String reference, StopSignal stop) {
        try (Watchdog watchdog = new Watchdog(ticker, stop, PULL)) {
            OutputSink progress = (stream, line) -> {
                watchdog.heard();
                printed(span, line);
            };
            engine.pull(reference, progress, watchdog.signal());
            return Optional.empty();
        } catch (EngineException refused) {
            if (!EngineWatch.alive(refused)) {
                throw refused;
            }
            return Optional.of(
                    refused.kind() == EngineException.Kind.STOPPED
                            ? "no answer within the time for a pull"
                            : refused.answer());
        }
    }

    /** @param answers what came back, the last one last */
    private Ensured missing(String span, long begun, String reference, String doing, List<String> answers) {
        String message = doing + " " + reference + ": " + answers.getLast();
        Evidence evidence =
                new Evidence(Phase.BASE, doing + " " + reference, null, Ending.ITSELF, message, answers, null);
        Diagnosis why = judge.judge(evidence);
        ended(span, begun, reference, "failed", null, why);
        return new Ensured.Missing(why, Source.OWN);
    }

    private void printed(String span, String line) {
        narrator.tell(new RunEvent.StepPrinted(narrator.now(), span, line));
    }

    private void ended(
            String span,
            long begun,
            String reference,
            String how,
            @Nullable ImageFacts facts,
            @Nullable Diagnosis why) {
        String standIn = facts == null ? "" : facts.labels().getOrDefault(ImageLabels.STAND_IN_FROM, "");
        narrator.tell(new RunEvent.BaseEnded(
                narrator.now(),
                span,
                ticker.since(begun),
                reference,
                how,
                standIn,
                why,
                facts == null ? null : facts.id()));
    }
}
