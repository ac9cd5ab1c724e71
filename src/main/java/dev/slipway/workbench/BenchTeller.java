package dev.slipway.workbench;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Evidence;
import dev.slipway.run.Judge;
import dev.slipway.run.Ticker;
import dev.slipway.secrets.Mask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** The one gate through which the story is told: one event at a time, and no secret's value. Safe for any thread. */
final class BenchTeller {
    private final BenchListener listener;
    private final Ticker ticker;
    private final Judge judge;
    private final Mask mask;
    private final ReentrantLock turn = new ReentrantLock();

    BenchTeller(BenchListener listener, Ticker ticker, Judge judge, Mask mask) {
        this.listener = listener;
        this.ticker = ticker;
        this.judge = judge;
        this.mask = mask;
    }

    long nanos() {
        return ticker.nanos();
    }

    Duration since(long begun) {
        return ticker.since(begun);
    }

    void tell(Function<Instant, BenchEvent> event) {
        turn.lock();
        try {
            listener.on(event.apply(ticker.now()));
        } finally {
            turn.unlock();
        }
    }

    void printed(String role, boolean complaint, String line) {
        tell(at -> new BenchEvent.Printed(at, role, complaint, mask.hide(line)));
    }

    void notice(boolean warning, String text) {
        tell(at -> new BenchEvent.Noticed(at, warning, mask.hide(text)));
    }

    void ready(String role, Duration took, String detail) {
        tell(at -> new BenchEvent.Ready(at, role, took, mask.hide(detail)));
    }

    void notReady(String role, Duration took, String message) {
        tell(at -> new BenchEvent.NotReady(at, role, took, mask.hide(message)));
    }

    void stopped(long begun, String left) {
        tell(at -> new BenchEvent.Stopped(at, since(begun), mask.hide(left)));
    }

    void died(String role, Evidence evidence, boolean workedOn) {
        List<String> lines = mask.hide(evidence.lines());
        Evidence hidden = evidence.saying(evidence.subject(), mask.hide(evidence.message()), lines);
        Diagnosis why = judge.judge(hidden);
        // What no rule knows is told in the words of whoever asked, which say more.
        Diagnosis told = why.rule().equals("none")
                ? new Diagnosis(
                        why.category(), why.nature(), why.rule(), List.of(), hidden.message(), why.remedies(), null)
                : why;
        tell(at -> new BenchEvent.Died(at, role, told, lines, workedOn));
    }
}
