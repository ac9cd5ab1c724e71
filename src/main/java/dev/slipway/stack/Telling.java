package dev.slipway.stack;

import dev.slipway.run.Judge;
import dev.slipway.run.Ticker;
import dev.slipway.secrets.Mask;

/** Who hears what happens to a stack, by which clock, who judges failures, and what nobody may be told. */
public record Telling(StackListener listener, Ticker ticker, Judge judge, Mask mask) {
    StackTeller teller() {
        return new StackTeller(listener, ticker, judge, mask);
    }
}
