package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Waits for a lost engine, for all images at once: it is asked for a sign of life, each time after a longer pause, until
 * it answers or nobody waits any more. Touched by the conductor's thread alone; only the question itself is a worker's.
 */
final class EngineWatch {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final Ticker ticker;
    private final Narrator narrator;
    private final BooleanSupplier question;
    private final Executor conductor;
    private final Executor workers;
    private final List<Waiting> waiting = new ArrayList<>();
    private Duration pause = FIRST;

    /** @param question whether the engine answers; it may block */
    EngineWatch(Ticker ticker, Narrator narrator, BooleanSupplier question, Executor conductor, Executor workers) {
        this.ticker = ticker;
        this.narrator = narrator;
        this.question = question;
        this.conductor = conductor;
        this.workers = workers;
    }

    private record Waiting(long until, Consumer<Boolean> then) {}

    /** Whether nobody waits, as far as is known the engine being there. */
    boolean idle() {
        return waiting.isEmpty();
    }

    /** Calls {@code then} on the conductor's thread when the engine answers, or with false when it did not in time. */
    void await(Duration within, Consumer<Boolean> then) {
        boolean first = idle();
        waiting.add(new Waiting(ticker.nanos() + within.toNanos(), then));
        if (first) {
            narrator.notice(
                    RunEvent.Level.WARNING,
                    "the engine does not answer; waiting up to " + within.toSeconds() + " s for it to come back");
            askLater();
        }
    }

    private void askLater() {
        ticker.after(pause, () -> conductor.execute(() -> workers.execute(this::ask)));
        pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }

    private void ask() {
        boolean answers = question.getAsBoolean();
        conductor.execute(() -> heard(answers));
    }

    private void heard(boolean answers) {
        long now = ticker.nanos();
        List<Waiting> over =
                waiting.stream().filter(each -> answers || each.until() <= now).toList();
        waiting.removeAll(over);
        if (answers) {
            pause = FIRST;
            narrator.notice(RunEvent.Level.INFO, "the engine answers again");
        }
        over.forEach(each -> each.then().accept(answers));
        if (!idle()) {
            askLater();
        }
    }

    /** Whether anybody is there. A refusal is an answer too. */
    static boolean answers(Engine engine) {
        try {
            engine.image(Names.REGISTRY + "/nobody");
            return true;
        } catch (EngineException broken) {
            return alive(broken);
        }
    }

    /** Whether trouble with the engine comes from an engine that is there. */
    static boolean alive(EngineException trouble) {
        return switch (trouble.kind()) {
            case UNREACHABLE, TIMEOUT -> false;
            case STOPPED, NOT_FOUND, CONFLICT, REFUSED, UNSUPPORTED, FAILED -> true;
        };
    }
}
