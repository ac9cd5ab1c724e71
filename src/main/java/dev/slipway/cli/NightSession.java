package dev.slipway.cli;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.history.Ledger;
import dev.slipway.model.Pipeline;
import dev.slipway.nightly.Heartbeat;
import dev.slipway.nightly.LastNight;
import dev.slipway.nightly.Night;
import dev.slipway.nightly.NightFiles;
import dev.slipway.nightly.Nights.Told;
import dev.slipway.nightly.Review;
import dev.slipway.nightly.Rule;
import dev.slipway.nightly.UnableNights;
import dev.slipway.notices.Outbox;
import dev.slipway.notices.Ping;
import dev.slipway.run.Thoroughness;
import dev.slipway.secrets.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One night from the command line, by whoever holds its lock: the run, what it changed, and who is told. */
final class NightSession {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Shell shell;
    private final RunOptions options;
    private final Pipeline pipeline;
    private final Wish wish;
    private final NightFiles files;
    private final Clock clock;

    /** What is asked of the night itself. */
    record Wish(Thoroughness thoroughness, boolean notices) {}

    NightSession(Shell shell, RunOptions options, Pipeline pipeline, Wish wish, Clock clock) {
        this.shell = shell;
        this.options = options;
        this.pipeline = pipeline;
        this.wish = wish;
        this.files = NightFiles.in(shell.workspace().home(), pipeline.name());
        this.clock = clock;
    }

    ExitCode go(StopSignal stop) {
        Optional<Heartbeat> heartbeat = heartbeat();
        LastNight before = LastNight.read(files);
        Instant began = clock.instant();
        before.begunAt(began).write(files);
        ExitCode ran = ran(began, stop);
        if (ran == ExitCode.INTERRUPTED) {
            // Nobody has been told anything, and a timer may try again.
            before.write(files);
            return ran;
        }
        ExitCode exit = reviewed(ran, before.told(), began, stop);
        if (ran != ExitCode.NO_ENGINE) {
            heartbeat
                    .flatMap(beating -> beating.beat(stop))
                    .ifPresent(trouble -> say(trouble + ". The night itself is not changed by that."));
        }
        return exit;
    }

    /** Made before the night, so that what its address hides is told by nothing. */
    private Optional<Heartbeat> heartbeat() {
        Secrets secrets = NightOutbox.secrets(options.pipeline(), pipeline);
        return pipeline.nightly()
                .heartbeat()
                .map(address -> new Heartbeat(new Ping(address, secrets, options.environment(), HEARTBEAT)));
    }

    private ExitCode ran(Instant began, StopSignal stop) {
        try {
            return new RunSession(shell, options)
                    .go(pipeline, wish.thoroughness(), stop, (run, raised) -> run.nightly(List.of(), raised));
        } catch (EngineException silent) {
            if (stop.raised()) {
                return ExitCode.INTERRUPTED;
            }
            String why = MaskedLayout.MASK.hide(silent.operation() + ": " + silent.answer());
            say(why);
            new UnableNights(files).add(new Night.Unable(began, why));
            return ExitCode.of(silent.kind());
        }
    }

    /** Where what is remembered is out of reach, nobody knows what changed, and the night is no good one. */
    private ExitCode reviewed(ExitCode ran, @Nullable Instant told, Instant began, StopSignal stop) {
        ExitCode reviewed = Memory.ask(
                shell, options.environment(), ledger -> review(ledger, told, began, stop) ? ExitCode.FAILED : ran);
        return switch (ran) {
            case PROVEN, DEGRADED -> reviewed;
            case FAILED, WRONG_INPUT, NO_ENGINE, INTERRUPTED -> ran;
        };
    }

    /** Tells everybody what changed; whether it all counts as failed by now. */
    private boolean review(Ledger ledger, @Nullable Instant told, Instant began, StopSignal stop) {
        Rule rule = Rule.of(pipeline.nightly(), clock.getZone());
        Review review = Review.of(ledger, files, rule, new ProjectPins(pipeline), told);
        NightTeller teller = new NightTeller(shell, options, review);
        teller.print();
        Optional<Told> last = review.last();
        Optional<Instant> lost = wish.notices() ? teller.put(outbox()) : Optional.empty();
        // Up to the moment before what was lost: all that came later is told again, by the same keys.
        Instant until = lost.map(night -> night.minusNanos(1))
                .orElseGet(() -> last.map(night -> night.night().began()).orElse(began));
        LastNight.read(files).toldUntil(until).write(files);
        if (wish.notices()) {
            NightTeller.deliver(outbox(), shell, stop);
        }
        return last.map(night -> night.after().failed()).orElse(false);
    }

    private Outbox outbox() {
        return NightOutbox.of(shell, options.pipeline(), pipeline, clock);
    }

    private void say(String trouble) {
        shell.err().println("slipway: " + MaskedLayout.MASK.hide(trouble));
    }
}
