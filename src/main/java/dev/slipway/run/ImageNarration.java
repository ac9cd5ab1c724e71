package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import java.time.Duration;

/** Tells what becomes of images. Called by the conductor's thread alone. */
final class ImageNarration {
    private final Narrator narrator;
    private final Ticker ticker;

    ImageNarration(Narrator narrator, Ticker ticker) {
        this.narrator = narrator;
        this.ticker = ticker;
    }

    void began(ImageLine line, String cause) {
        narrator.tell(new RunEvent.ImageStarted(narrator.now(), span(line), line.name(), cause));
    }

    void ended(ImageLine line) {
        ImageEnd end = line.end();
        narrator.tell(new RunEvent.ImageEnded(
                narrator.now(),
                span(line),
                ticker.since(line.begunAt()),
                line.name(),
                end.status(),
                end.result(),
                end.reason()));
    }

    void retryScheduled(ImageLine line, Duration delay, String because) {
        narrator.tell(new RunEvent.RetryScheduled(
                narrator.now(), span(line), line.name(), line.variant().name(), line.nextNumber(), delay, because));
    }

    void fellBack(ImageLine line, String from, String because) {
        narrator.tell(new RunEvent.FellBack(
                narrator.now(), span(line), line.name(), from, line.variant().name(), because));
    }

    /** A rung that nobody needed today does not work. */
    void spareFailed(ImageLine line, Diagnosis why) {
        narrator.notice(
                RunEvent.Level.WARNING,
                "%s could not fall back to '%s': %s. Today it is proven by '%s'."
                        .formatted(
                                line.name(),
                                line.variant().name(),
                                why.category(),
                                line.end().result().variant()));
    }

    private static String span(ImageLine line) {
        return "image/" + line.name();
    }
}
