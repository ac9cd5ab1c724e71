package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import dev.slipway.notices.Delivery.Fate;
import dev.slipway.notices.Outbox.Haste;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one target, sent in order. When the target cannot be reached the rest is not tried either, and what a
 * round has no time for waits for the next.
 */
record Round(Shelf shelf, Post post, Clock clock, Wording wording) {
    /** From one delivery to the next. All of them are shorter than from night to night. */
    private static final List<Duration> BACKOFF = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6));

    private static final Duration LONGEST_WISH = Duration.ofHours(12);

    List<Delivery> send(Recipient recipient, List<Waiting> waitings, Haste haste, StopSignal stop) throws IOException {
        List<Delivery> deliveries = new ArrayList<>();
        long began = System.nanoTime();
        String unreachable = null;
        for (Waiting waiting : waitings) {
            boolean due = haste == Haste.NOW || !clock.instant().isBefore(waiting.notBefore());
            Fate fate;
            if (!due) {
                fate = new Fate.Waits(waiting.why(), waiting.notBefore());
            } else if (unreachable != null) {
                fate = new Fate.Waits(unreachable, waiting.notBefore());
            } else if (Duration.ofNanos(System.nanoTime() - began)
                            .compareTo(post.limits().round())
                    > 0) {
                fate = new Fate.Waits("there was no time left for it", waiting.notBefore());
            } else if (stop.raised()) {
                fate = new Fate.Waits("sending was stopped", waiting.notBefore());
            } else {
                Answer answer = post.send(recipient, wording.of(waiting.notice()), stop);
                fate = settle(waiting, answer);
                unreachable = reason(answer);
            }
            deliveries.add(Outbox.delivery(waiting, fate));
        }
        return deliveries;
    }

    /** Why the next one would fare no better; null where it might. */
    private @Nullable String reason(Answer answer) {
        return switch (answer) {
            case Answer.Later later -> wording.of(later.why());
            case Answer.Silent silent -> wording.of(silent.why());
            case Answer.Refused refused -> null;
            case Answer.Taken taken -> null;
            case Answer.Nobody nobody -> null;
        };
    }

    private Fate settle(Waiting waiting, Answer answer) throws IOException {
        return switch (answer) {
            case Answer.Taken taken -> {
                shelf.sent(waiting, clock.instant());
                yield new Fate.Sent(wording.of(taken.remark()));
            }
            case Answer.Nobody nobody -> {
                shelf.drop(waiting);
                yield new Fate.Skipped(wording.of(nobody.why()));
            }
            case Answer.Later later ->
                wait(waiting, later.why(), later.after() == null ? usual(waiting) : later.after());
            case Answer.Silent silent -> wait(waiting, silent.why(), usual(waiting));
            case Answer.Refused refused -> wait(waiting, refused.why(), BACKOFF.getLast());
        };
    }

    private static Duration usual(Waiting waiting) {
        return BACKOFF.get(Math.min(waiting.tries(), BACKOFF.size() - 1));
    }

    private Fate wait(Waiting waiting, String reason, Duration pause) throws IOException {
        String why = wording.of(reason);
        Instant now = clock.instant();
        Instant next = now.plus(pause.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : pause);
        Waiting again = waiting.after(why, next);
        if (now.isBefore(waiting.since().plus(post.limits().patience()))) {
            shelf.keep(again);
            return new Fate.Waits(why, next);
        }
        shelf.givenUp(again);
        return new Fate.GivenUp(why);
    }
}
