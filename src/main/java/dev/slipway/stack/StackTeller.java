package dev.slipway.stack;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Quote;
import dev.slipway.run.Judge;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.run.Ticker;
import dev.slipway.secrets.Mask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The one gate through which a stack's story is told: one event at a time, and no secret's value. Safe for any thread. */
final class StackTeller {
    private final StackListener listener;
    private final Ticker ticker;
    private final Judge judge;
    private final Mask mask;

    StackTeller(StackListener listener, Ticker ticker, Judge judge, Mask mask) {
        this.listener = listener;
        this.ticker = ticker;
        this.judge = judge;
        this.mask = mask;
    }

    Instant now() {
        return ticker.now();
    }

    long nanos() {
        return ticker.nanos();
    }

    Duration since(long nanos) {
        return ticker.since(nanos);
    }

    synchronized void tell(StackEvent event) {
        listener.on(event);
    }

    void notice(Level level, String text) {
        tell(new StackEvent.Noticed(now(), level, mask.hide(text)));
    }

    String hide(String text) {
        return mask.hide(text);
    }

    /** What the evidence comes to, told. */
    void failed(String role, long begun, Evidence evidence) {
        List<String> lines = evidence.lines().stream().map(mask::hide).toList();
        Evidence hidden = evidence.saying(evidence.subject(), mask.hide(evidence.message()), lines);
        Diagnosis why = judge.judge(hidden);
        tell(new StackEvent.RoleFailed(now(), role, since(begun), told(why, hidden), lines));
    }

    /** What no rule knows is told in the words of whoever asked, which say more. */
    private static Diagnosis told(Diagnosis why, Evidence evidence) {
        boolean ruled = !why.rule().equals("none");
        List<Quote> quotes = why.quotes();
        return ruled
                ? why
                : new Diagnosis(
                        why.category(), why.nature(), why.rule(), quotes, evidence.message(), why.remedies(), null);
    }
}
