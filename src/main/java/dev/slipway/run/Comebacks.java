package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Remote;
import dev.slipway.model.RetryPolicy;
import dev.slipway.run.AttemptResult.Source;
import java.time.Duration;
import java.util.Optional;

/**
 * What a failed image does next, and when it may: {@link Tactics} for itself, held against what the other images have
 * learnt of the remote it failed at. Touched by the conductor's thread alone.
 */
final class Comebacks {
    private final Tactics tactics;
    private final Narrator narrator;
    private final Ticker ticker;
    private final Remotes remotes = new Remotes();

    Comebacks(Tactics tactics, Narrator narrator, Ticker ticker) {
        this.tactics = tactics;
        this.narrator = narrator;
        this.ticker = ticker;
    }

    /** After the failure that the line has noted last. */
    Next after(ImageLine line) {
        Tactics.Past last = line.failures().getLast();
        RetryPolicy policy = line.variant().retry();
        Optional<Remote> remote = remote(last.why());
        if (!remote.equals(line.remote())) {
            silent(line);
        }
        line.remote(remote.orElse(null));
        if (remote.isPresent() && last.source() == Source.OWN) {
            count(line, remote.get(), last.why(), policy);
        } else {
            silent(line);
        }
        Next next = tactics.after(line.failures(), policy, line.rungsBelow());
        return next instanceof Next.Retry retry
                        && remote.isPresent()
                        && remotes.standing(remote.get()) instanceof Standing.Avoided open
                ? notBefore(line, remote.get(), retry, open)
                : next;
    }

    private Next notBefore(ImageLine line, Remote remote, Next.Retry retry, Standing.Avoided open) {
        Duration left = Duration.ofNanos(open.until() - ticker.nanos());
        if (left.compareTo(retry.delay()) <= 0) {
            return retry;
        }
        return tooLate(line, ticker.since(line.begunAt()).plus(left))
                .orElseGet(() -> new Next.Retry(left, words(remote, open)));
    }

    private static String words(Remote remote, Standing.Avoided open) {
        return remote.name() + " is left alone after " + open.because() + " of " + open.by();
    }

    private static Optional<Remote> remote(Diagnosis why) {
        return why.nature() == Nature.TRANSIENT ? Remote.of(why) : Optional.empty();
    }

    private void count(ImageLine line, Remote remote, Diagnosis why, RetryPolicy policy) {
        Standing.Pausing pausing = failures -> {
            Duration backoff = Tactics.backoff(policy, failures);
            return why.retryAfter()
                    .filter(asked -> asked.compareTo(backoff) > 0)
                    .orElse(backoff);
        };
        long now = ticker.nanos();
        remotes.failed(remote, line.name(), why.category(), pausing, now)
                .ifPresent(open -> narrator.tell(new RunEvent.RemoteAvoided(
                        narrator.now(),
                        "remote/" + remote.name(),
                        remote.name(),
                        open.failures(),
                        open.by(),
                        open.because(),
                        Duration.ofNanos(open.until() - now))));
    }

    /** The line's attempt passed, so the remote at which the one before had failed has answered. */
    void passed(ImageLine line) {
        line.remote()
                .filter(remotes::answered)
                .ifPresent(remote -> narrator.tell(new RunEvent.RemoteAnswered(
                        narrator.now(), "remote/" + remote.name(), remote.name(), line.name())));
    }

    /** The line's attempt ended, or will not be made, and nothing is known of its remote by that. */
    void silent(ImageLine line) {
        line.remote().ifPresent(remote -> remotes.silent(remote, line.name(), ticker.nanos()));
    }

    /** Whether a line that has a place may use it. */
    sealed interface May {
        record Try() implements May {}

        /** Not now; the conductor looks again after {@code delay} at the latest, where one is known. */
        record Wait(Optional<Duration> delay) implements May {}

        /** Not any more. */
        record Not(Next instead) implements May {}
    }

    May may(ImageLine line) {
        if (!line.retries()) {
            return new May.Try();
        }
        Duration since = ticker.since(line.begunAt());
        Optional<Next> tooLate = tooLate(line, since);
        if (tooLate.isPresent()) {
            return new May.Not(tooLate.get());
        }
        Optional<Remote> remote = line.remote();
        if (remote.isEmpty()) {
            return new May.Try();
        }
        return switch (remotes.turn(remote.get(), line.name(), ticker.nanos())) {
            case Remotes.Turn.Go go -> new May.Try();
            case Remotes.Turn.Later later -> held(line, remote.get(), later.open(), since);
            case Remotes.Turn.AfterProbe probe -> new May.Wait(Optional.empty());
        };
    }

    private Optional<Next> tooLate(ImageLine line, Duration begins) {
        return tactics.tooLate(line.failures(), line.variant().retry(), line.rungsBelow(), begins);
    }

    private May held(ImageLine line, Remote remote, Standing.Avoided open, Duration since) {
        Duration left = Duration.ofNanos(open.until() - ticker.nanos());
        Optional<Next> tooLate = tooLate(line, since.plus(left));
        if (tooLate.isPresent()) {
            return new May.Not(tooLate.get());
        }
        if (!line.hold(open.until())) {
            return new May.Wait(Optional.empty());
        }
        narrator.tell(new RunEvent.RetryScheduled(
                narrator.now(),
                "image/" + line.name(),
                line.name(),
                line.variant().name(),
                line.nextNumber(),
                left,
                words(remote, open)));
        return new May.Wait(Optional.of(left));
    }
}
