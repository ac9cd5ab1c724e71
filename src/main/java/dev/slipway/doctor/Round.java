package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes examinations side by side, each within a limit, and tells what they saw in their order. */
final class Round {
    private static final Duration LIMIT = Duration.ofSeconds(11);

    /** For what was stopped to take its container away. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final boolean offline;
    private final Duration limit;
    private final Duration grace;

    Round(boolean offline) {
        this(offline, LIMIT, GRACE);
    }

    Round(boolean offline, Duration limit, Duration grace) {
        this.offline = offline;
        this.limit = limit;
        this.grace = grace;
    }

    private record Underway(CompletableFuture<List<Observation>> answer, StopSignal stop) {}

    List<Observation> go(List<Examination> examinations) {
        Map<Examination, Underway> underway = new LinkedHashMap<>();
        for (Examination examination : examinations) {
            underway.put(examination, begin(examination));
        }
        long deadline = System.nanoTime() + limit.toNanos();
        List<Observation> seen = new ArrayList<>();
        underway.forEach((examination, one) -> seen.addAll(end(examination, one, deadline)));
        return seen.stream().sorted(Comparator.comparing(Observation::area)).toList();
    }

    private Underway begin(Examination examination) {
        CompletableFuture<List<Observation>> answer = new CompletableFuture<>();
        StopSignal stop = new StopSignal();
        if (offline && examination.network()) {
            answer.complete(examination.says(new Skipped("not looked at (--offline)")));
            return new Underway(answer, stop);
        }
        Thread.ofVirtual().name("examination of " + examination.subject()).start(() -> {
            try {
                answer.complete(examination.examine(stop));
            } catch (EngineException broken) {
                answer.complete(examination.says(new Warning(
                        "could not be found out: " + broken.getMessage(), "Maybe look into the engine's own log.")));
            } catch (RuntimeException bug) {
                answer.completeExceptionally(bug);
            }
        });
        return new Underway(answer, stop);
    }

    private List<Observation> end(Examination examination, Underway one, long deadline) {
        try {
            return one.answer().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            one.stop().raise(StopSignal.Reason.TOTAL_TIME);
            return afterGrace(examination, one, deadline + grace.toNanos());
        } catch (ExecutionException bug) {
            throw new IllegalStateException("examining " + examination.subject(), bug.getCause());
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("nobody interrupts the doctor", impossible);
        }
    }

    private List<Observation> afterGrace(Examination examination, Underway one, long end) {
        try {
            return one.answer().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException silent) {
            return examination.says(new Warning(
                    "no answer within " + limit.toSeconds() + " s", "Maybe the machine or the network is very busy."));
        } catch (ExecutionException bug) {
            throw new IllegalStateException("examining " + examination.subject(), bug.getCause());
        } catch (InterruptedException impossible) {
            throw new IllegalStateException("nobody interrupts the doctor", impossible);
        }
    }
}
