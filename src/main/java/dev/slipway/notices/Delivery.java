package dev.slipway.notices;

import java.time.Instant;

/** What came of a notice at one target. {@code target} names it without anything secret; all texts may be shown. */
public record Delivery(String key, String headline, String target, Fate fate) {
    /** Whether it arrived. */
    public sealed interface Fate {
        /** {@code remark} is what is worth telling nevertheless, such as an unknown recipient among several; or empty. */
        record Sent(String remark) implements Fate {}

        /** It is kept, and tried again by the first delivery after {@code until}. */
        record Waits(String why, Instant until) implements Fate {}

        /** It is not tried any more; the notice can be read in the folder of what was given up. */
        record GivenUp(String why) implements Fate {}

        /** The target has an optional secret that is not there. */
        record Skipped(String why) implements Fate {}
    }
}
