package dev.slipway.probe;

import static org.awaitility.pollinterval.IterativePollInterval.iterative;

import dev.slipway.engine.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks again and again, every 100 ms at first and every second later, until the answer is the expected one, asking has
 * become pointless or the time is over; and remembers what it saw. Everything happens on the calling thread.
 */
final class Patience {
    private final String title;
    private final long start = System.nanoTime();
    private int tries;
    private String lastSeen = "";
    private Duration firstSeen = Duration.ZERO;
    private Sight latest = new Sight.NotYet("nothing");

    private Patience(String title) {
        this.title = title;
    }

    /** What one try saw. */
    sealed interface Sight {
        default boolean conclusive() {
            return switch (this) {
                case Expected expected -> true;
                case Pointless pointless -> true;
                case NotYet notYet -> false;
                case CutShort cutShort -> false;
            };
        }

        record Expected(String detail, Map<String, String> facts) implements Sight {}

        /** {@code seen} goes on from the word "last": {@code answer 503 "starting"}. */
        record NotYet(String seen) implements Sight {}

        /** The time was over before this try had an answer; what earlier ones saw tells more. */
        record CutShort(String seen) implements Sight {}

        /** It can never pass any more. */
        record Pointless(String seen, @Nullable Integer exit, boolean oomKilled) implements Sight {}
    }

    /** {@code lines} is asked only when the answer is no. */
    static ProbeResult ask(
            String title, Duration within, StopSignal stop, Supplier<Sight> once, Supplier<List<String>> lines) {
        Patience patience = new Patience(title);
        return patience.until(within, stop, once)
                .<ProbeResult>map(expected -> new ProbeResult.Healthy(expected.detail(), expected.facts()))
                .orElseGet(() -> patience.no(lines.get()));
    }

    private Optional<Sight.Expected> until(Duration within, StopSignal stop, Supplier<Sight> once) {
        try {
            // Its handler of uncaught exceptions is the whole program's, and parallel questions would swap it around.
            Awaitility.await()
                    .dontCatchUncaughtExceptions()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(iterative(Patience::longer, Duration.ofMillis(100)))
                    .atMost(within.toMillis() < 1 ? Duration.ofMillis(1) : within)
                    .until(() -> look(stop, once), Sight::conclusive);
        } catch (ConditionTimeoutException timeIsOver) {
            // The latest sight stands, the expected one too: it was asked for in time.
        }
        return latest instanceof Sight.Expected expected ? Optional.of(expected) : Optional.empty();
    }

    private static Duration longer(Duration interval) {
        long next = interval.toMillis() * 5 / 4;
        return Duration.ofMillis(Math.min(next, 1000));
    }

    private Sight look(StopSignal stop, Supplier<Sight> once) {
        Stops.throwIfRaised(stop, title);
        tries++;
        latest = once.get();
        switch (latest) {
            case Sight.Expected(String detail, Map<String, String> facts) -> see(detail);
            case Sight.NotYet(String seen) -> see(seen);
            case Sight.CutShort(String seen) -> see(lastSeen.isEmpty() ? seen : lastSeen);
            case Sight.Pointless end -> see(end.seen());
        }
        return latest;
    }

    private void see(String seen) {
        if (!seen.equals(lastSeen)) {
            lastSeen = seen;
            firstSeen = elapsed();
        }
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private ProbeResult.Unhealthy no(List<String> lines) {
        Duration waited = elapsed();
        String head = "%s: %s in %s, ".formatted(title, Wording.tries(tries), Wording.time(waited));
        if (latest instanceof Sight.Pointless end) {
            return new ProbeResult.Unhealthy(head + end.seen(), tries, waited, end.exit(), end.oomKilled(), lines);
        }
        return new ProbeResult.Unhealthy(head + "last " + lastSeen + since(waited), tries, waited, null, false, lines);
    }

    private String since(Duration waited) {
        Duration unchanged = waited.minus(firstSeen);
        return tries == 1 || unchanged.toMillis() < 1000
                ? ""
                : " (first seen after %s, unchanged for %s)"
                        .formatted(Wording.time(firstSeen), Wording.time(unchanged));
    }
}
