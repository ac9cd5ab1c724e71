package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.plan.Action;
import dev.slipway.plan.Decision;
import dev.slipway.run.ImageLine.State;
import dev.slipway.run.RunEvent.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one loop of a run. The calling thread owns all state; workers get a copy of what they need and post what came of
 * it. Images start in plan order as soon as what they need is proven and a place is free; a failed one never stops an
 * independent one.
 */
final class Conductor {
    private static final Logger log = LoggerFactory.getLogger(Conductor.class);

    private final Map<String, ImageLine> lines = new LinkedHashMap<>();
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final ThreadFactory workers =
            Thread.ofVirtual().name("slipway-worker-", 0).factory();
    private final Work work;
    private final Comebacks comebacks;
    private final EngineWatch engineWatch;
    private final ImageNarration telling;
    private final Ticker ticker;
    private final int places;
    private final boolean everyRung;
    private int working;
    private boolean exclusive;
    private boolean abandoned;

    /**
     * @param places how many images are worked on at once, at least one
     * @param everyRung whether the rungs below the first good one are tried too, to know that they work
     */
    Conductor(Work work, Tactics tactics, Narrator narrator, Ticker ticker, int places, boolean everyRung) {
        this.work = work;
        this.comebacks = new Comebacks(tactics, narrator, ticker);
        this.engineWatch =
                new EngineWatch(ticker, narrator, work::engineAnswers, inbox::add, task -> workers.newThread(task)
                        .start());
        this.telling = new ImageNarration(narrator, ticker);
        this.ticker = ticker;
        this.places = places;
        this.everyRung = everyRung;
    }

    /** Walks the images, which stand in an order that respects their needs, and returns how each ended, in that order. */
    List<ImageEnd> conduct(List<ImageSpec> images, StopSignal stop) {
        images.forEach(image -> lines.put(image.name(), new ImageLine(image)));
        try (StopSignal.Child all = stop.child();
                StopSignal.Registration ignored = stop.onRaise(reason -> lookAgain())) {
            walk(all.signal());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody may interrupt the conductor; raise the stop signal", interrupted);
        }
        return lines.values().stream().map(ImageLine::end).toList();
    }

    private void walk(StopSignal all) throws InterruptedException {
        try {
            while (!allDone()) {
                startWhatIsDue(all);
                if (!allDone()) {
                    inbox.take().run();
                }
            }
        } catch (RuntimeException | Error bug) {
            abandon(all);
            throw bug;
        }
    }

    private boolean allDone() {
        return lines.values().stream().allMatch(line -> line.state() == State.DONE);
    }

    private void startWhatIsDue(StopSignal stop) {
        for (ImageLine line : lines.values()) {
            if (stop.raised() && line.state() != State.WORKING && line.state() != State.DONE) {
                cancelled(line);
            }
            if (line.state() == State.WAITING) {
                considerNeeds(line);
            }
            if (line.state() == State.TO_PREPARE && placeFor(line)) {
                prepare(line, stop);
            } else if (line.state() == State.TO_TRY && !line.proven() && placeFor(line)) {
                attemptIfItMay(line, stop);
            }
        }
        // Nobody waits for a spare rung, so it gets the places that are left.
        for (ImageLine line : lines.values()) {
            if (line.state() == State.TO_TRY && line.proven() && placeFor(line)) {
                attemptIfItMay(line, stop);
            }
        }
    }

    private void considerNeeds(ImageLine line) {
        boolean allProven = true;
        for (String need : line.image().needs()) {
            ImageLine needed = lines.get(need);
            if (needed != null && needed.proven()) {
                continue;
            }
            allProven = false;
            if (needed != null && needed.state() == State.DONE) {
                end(line, ImageStatus.BLOCKED, Result.NONE, needed.end().blocks(), null, false);
                return;
            }
        }
        if (allProven) {
            line.state(State.TO_PREPARE);
        }
    }

    private boolean placeFor(ImageLine line) {
        return engineWatch.idle() && !exclusive && working < (line.alone() ? 1 : places);
    }

    private void attemptIfItMay(ImageLine line, StopSignal stop) {
        switch (comebacks.may(line)) {
            case Comebacks.May.Try now -> attempt(line, stop);
            case Comebacks.May.Wait wait -> wait.delay().ifPresent(delay -> ticker.after(delay, this::lookAgain));
            case Comebacks.May.Not not -> {
                goOn(line, not.instead());
                lookAgain();
            }
        }
    }

    private void lookAgain() {
        inbox.add(() -> {});
    }

    private void prepare(ImageLine line, StopSignal stop) {
        begin(line, "");
        hand(line, () -> {
            Preparation preparation = work.prepare(line.image(), stop);
            return () -> prepared(line, preparation);
        });
    }

    private void prepared(ImageLine line, Preparation preparation) {
        switch (preparation) {
            case Preparation.Ready ready -> decide(line, ready.decision());
            case Preparation.Hopeless hopeless ->
                end(line, ImageStatus.FAILED, Result.NONE, hopeless.why().explanation(), hopeless.why(), false);
            case Preparation.Cancelled cancelled -> cancelled(line);
        }
    }

    private void decide(ImageLine line, Decision decision) {
        switch (decision.action()) {
            case Action.Keep keep -> {
                Result result = new Result(
                        keep.image().variant(), keep.image().id(), keep.image().bytes());
                work.proven(line.image(), result);
                ImageStatus status = keep.degraded() ? ImageStatus.DEGRADED : ImageStatus.CACHED;
                String reason = keep.degraded()
                        ? "it failed before from the same inputs"
                        : decision.cause().inWords();
                end(line, status, result, reason, null, true);
            }
            case Action.Build build -> line.state(State.TO_TRY);
            case Action.Prove prove -> {
                line.pin(prove.image().variant());
                line.state(State.TO_TRY);
            }
            case Action.Await await ->
                throw new IllegalStateException(
                        "'" + line.name() + "' still awaits what it needs: " + decision.cause());
        }
    }

    private void attempt(ImageLine line, StopSignal stop) {
        int number = line.nextAttempt();
        long begun = ticker.nanos();
        boolean alone = line.alone();
        exclusive = alone;
        Work.Rungs rungs = line.rungs();
        hand(line, () -> {
            AttemptResult result = work.attempt(line.image(), line.variant(), number, rungs, stop);
            return () -> attempted(line, result, begun, alone);
        });
    }

    private void attempted(ImageLine line, AttemptResult result, long begun, boolean alone) {
        if (alone) {
            exclusive = false;
        }
        switch (result) {
            case AttemptResult.Passed passed -> {
                comebacks.passed(line);
                if (!line.proven()) {
                    work.proven(line.image(), passed.result());
                    line.prove(passed.result());
                }
                spareOrDone(line);
            }
            case AttemptResult.Failed failed -> {
                line.failures()
                        .add(new Tactics.Past(
                                line.variant().name(),
                                failed.why(),
                                ticker.since(begun),
                                ticker.since(line.begunAt()),
                                alone,
                                failed.source()));
                goOn(line, comebacks.after(line));
            }
            case AttemptResult.Cancelled cancelled -> {
                comebacks.silent(line);
                cancelled(line);
            }
        }
    }

    /** What was proven before the interruption stays so. */
    private void cancelled(ImageLine line) {
        if (line.proven()) {
            told(line);
        } else {
            end(line, ImageStatus.CANCELLED, Result.NONE, "interrupted", null, false);
        }
    }

    /** An image that is proven is over, unless the rungs below are to be known to work as well. */
    private void spareOrDone(ImageLine line) {
        if (everyRung && line.spare()) {
            line.state(State.TO_TRY);
        } else {
            told(line);
        }
    }

    private void goOn(ImageLine line, Next next) {
        switch (next) {
            case Next.Retry retry -> {
                telling.retryScheduled(line, retry.delay(), retry.because());
                line.again(false);
                line.state(State.PAUSING);
                ticker.after(retry.delay(), () -> inbox.add(() -> resume(line)));
            }
            case Next.Alone alone when line.proven() && anybodyUnproven() -> failed(line, alone.because());
            case Next.Alone alone -> {
                telling.retryScheduled(line, Duration.ZERO, alone.because());
                line.again(true);
                line.state(State.TO_TRY);
            }
            case Next.AwaitEngine wait -> awaitEngine(line, wait.within());
            case Next.FallBack fallBack -> {
                String from = line.variant().name();
                line.fallBack();
                telling.fellBack(line, from, fallBack.because());
                line.state(State.TO_TRY);
            }
            case Next.Stop stopped -> failed(line, stopped.because());
        }
    }

    /** A spare rung that wants the machine for itself would keep these from it. */
    private boolean anybodyUnproven() {
        return lines.values().stream().anyMatch(line -> line.state() != State.DONE && !line.proven());
    }

    private void failed(ImageLine line, String because) {
        Diagnosis why = line.failures().getLast().why();
        if (line.proven()) {
            broken(line, why);
            return;
        }
        end(line, ImageStatus.FAILED, Result.NONE, because, why, false);
    }

    /** A spare rung that does not work changes nothing for its image, but must be known before it is needed. */
    private void broken(ImageLine line, Diagnosis why) {
        telling.spareFailed(line, why);
        spareOrDone(line);
    }

    private void awaitEngine(ImageLine line, Duration within) {
        line.again(false);
        line.state(State.ENGINELESS);
        engineWatch.await(within, answers -> {
            if (line.state() != State.ENGINELESS) {
                return;
            }
            if (answers) {
                telling.retryScheduled(line, Duration.ZERO, "the engine answers again");
                line.state(State.TO_TRY);
            } else {
                failed(line, "the engine did not come back");
            }
        });
    }

    private static void resume(ImageLine line) {
        if (line.state() == State.PAUSING) {
            line.state(State.TO_TRY);
        }
    }

    private void begin(ImageLine line, String cause) {
        line.begin(ticker.nanos());
        telling.began(line, cause);
    }

    private void end(
            ImageLine line, ImageStatus status, Result result, String reason, @Nullable Diagnosis why, boolean reused) {
        if (!line.told()) {
            begin(line, reason);
        }
        line.end(new ImageEnd(line.name(), status, result, reason, why, reused));
        told(line);
    }

    private void told(ImageLine line) {
        line.state(State.DONE);
        telling.ended(line);
    }

    /** Gives a worker something to do; what it returns is run on the conductor's thread. */
    private void hand(ImageLine line, Task task) {
        line.state(State.WORKING);
        working++;
        workers.newThread(() -> inbox.add(outcome(line, task))).start();
    }

    /** Trouble that nobody foresaw ends the image that met it; the others go on. */
    private Runnable outcome(ImageLine line, Task task) {
        Runnable then;
        try {
            then = task.work();
        } catch (RuntimeException trouble) {
            log.error("a worker broke at {}", line.name(), trouble);
            then = () -> broke(line, trouble);
        } catch (Error fatal) {
            then = () -> {
                throw new IllegalStateException("a worker broke", fatal);
            };
        }
        Runnable outcome = then;
        return () -> {
            working--;
            if (!abandoned) {
                outcome.run();
            }
        };
    }

    private void broke(ImageLine line, RuntimeException trouble) {
        exclusive = false;
        comebacks.silent(line);
        Diagnosis why = OwnDiagnoses.broke(line.name(), trouble);
        if (line.proven()) {
            broken(line, why);
            return;
        }
        end(line, ImageStatus.FAILED, Result.NONE, why.explanation(), why, false);
    }

    /** Nobody may go on to use the engine when the run cleans up. */
    private void abandon(StopSignal all) throws InterruptedException {
        abandoned = true;
        all.raise(StopSignal.Reason.INTERRUPTED);
        while (working > 0) {
            inbox.take().run();
        }
    }

    /** Blocking work that yields what the conductor has to do about it. */
    @FunctionalInterface
    private interface Task {
        Runnable work();
    }
}
