package dev.slipway.cli;

import dev.slipway.run.Thoroughness;
import picocli.CommandLine.Option;

/** What a night may be asked to leave out. */
final class NightOptions {
    @Option(names = "--no-promotion", description = "Move no tags, however good the night is.")
    private boolean noPromotion;

    @Option(names = "--no-notices", description = "Tell nobody but here what changed.")
    private boolean noNotices;

    NightSession.Wish wish() {
        return new NightSession.Wish(
                noPromotion ? Thoroughness.NIGHTLY.promoting(Thoroughness.Promoting.NONE) : Thoroughness.NIGHTLY,
                !noNotices);
    }
}
