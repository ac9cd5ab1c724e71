package dev.slipway.run;

import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Evidence.Ending;
import dev.slipway.diagnose.Phase;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Reason;
import dev.slipway.model.Timeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the steps of one attempt: opens and closes each exactly once, bounds it by its limits, keeps its last lines, and
 * turns a broken engine into evidence. The only place, with the command line, that catches {@link EngineException}.
 */
final class Steps {
    /** The fact of a failed build that names its Dockerfile, with the line behind a colon where it is known. */
    static final String PLACE = "place";

    private final Narrator narrator;
    private final Ticker ticker;
    private final AttemptLog log;
    private final StopSignal stop;

    Steps(Narrator narrator, Ticker ticker, AttemptLog log, StopSignal stop) {
        this.narrator = narrator;
        this.ticker = ticker;
        this.log = log;
        this.stop = stop;
    }

    /** What a step is, for people and for the diagnosis. */
    record Label(String span, StepKind kind, Phase phase, String title) {}

    /** The work of a step. */
    @FunctionalInterface
    interface Body<T> {
        Said<T> go(Ground ground);
    }

    /**
     * What a step's work stands on. {@code output} keeps a line and tells it; {@code record} keeps it only, for work that
     * tells its lines in spans of its own; {@code alive} is a sign of life without words.
     */
    record Ground(StopSignal stop, OutputSink output, OutputSink record, Narrator.OpenStep step, Runnable alive) {}

    <T> Fate<T> run(Label label, Timeouts limits, Body<T> body) {
        Narrator.OpenStep step = narrator.step(label.span(), label.kind(), label.title());
        if (stop.reason().filter(reason -> reason == Reason.INTERRUPTED).isPresent()) {
            step.end(StepStatus.SKIPPED, "interrupted", Map.of());
            return new Fate.Cancelled<>();
        }
        Tail tail = new Tail();
        String name = label.span().substring(label.span().lastIndexOf('/') + 1);
        try (Watchdog watchdog = new Watchdog(ticker, stop, limits)) {
            OutputSink record = (stream, line) -> {
                watchdog.heard();
                // Before anything is cut off: half a secret is one still.
                String fit = narrator.fit(line);
                tail.add(fit);
                log.line(name, fit);
            };
            OutputSink output = (stream, line) -> {
                record.line(stream, line);
                step.print(line);
            };
            Ground ground = new Ground(watchdog.signal(), output, record, step, watchdog::heard);
            return go(label, limits, body, ground, tail, watchdog);
        }
    }

    private <T> Fate<T> go(Label label, Timeouts limits, Body<T> body, Ground ground, Tail tail, Watchdog watchdog) {
        try {
            return switch (body.go(ground)) {
                case Said.Yes<T> yes -> {
                    ground.step().end(StepStatus.PASSED, yes.detail(), facts(yes, watchdog));
                    yield new Fate.Passed<>(yes.value());
                }
                case Said.No<T> no -> {
                    ground.step().end(StepStatus.FAILED, no.evidence().message(), facts(no.evidence()));
                    yield new Fate.Failed<>(no.evidence());
                }
            };
        } catch (EngineException broken) {
            return broken(label, limits, ground, tail.lines(), broken);
        } catch (RuntimeException | Error bug) {
            ground.step().end(StepStatus.ERRORED, "Slipway itself broke: " + bug, Map.of());
            throw bug;
        }
    }

    private static Map<String, String> facts(Said.Yes<?> yes, Watchdog watchdog) {
        Map<String, String> facts = new HashMap<>(yes.facts());
        watchdog.silence().ifPresent(silence -> facts.put("silenceMs", Long.toString(silence.toMillis())));
        return facts;
    }

    private static Map<String, String> facts(Evidence evidence) {
        return evidence.where().map(place -> Map.of(PLACE, place)).orElse(Map.of());
    }

    private <T> Fate<T> broken(
            Label label, Timeouts limits, Ground ground, List<String> lines, EngineException broken) {
        if (broken.kind() != EngineException.Kind.STOPPED) {
            ground.step().end(StepStatus.ERRORED, words(broken), Map.of());
            return new Fate.Failed<>(evidence(label.title(), broken, lines));
        }
        return switch (ground.stop().reason().orElse(Reason.INTERRUPTED)) {
            case INTERRUPTED, DONE -> {
                ground.step().end(StepStatus.ERRORED, "interrupted", Map.of());
                yield new Fate.Cancelled<>();
            }
            case IDLE_TIME -> cut(label, ground, lines, Ending.IDLE_LIMIT, "said nothing for " + words(limits.idle()));
            case TOTAL_TIME -> {
                boolean attempt = stop.reason().isPresent();
                String what = attempt
                        ? "was not done when the time budget of the attempt was spent"
                        : "was not done after " + words(limits.total());
                yield cut(label, ground, lines, Ending.TOTAL_LIMIT, what);
            }
        };
    }

    private static <T> Fate<T> cut(Label label, Ground ground, List<String> lines, Ending ending, String what) {
        String message = label.title() + " " + what + " and was stopped";
        ground.step().end(StepStatus.ERRORED, message, Map.of());
        return new Fate.Failed<>(new Evidence(label.phase(), label.title(), null, ending, message, lines, null));
    }

    /** What a broken engine leaves to judge by. */
    static Evidence evidence(String subject, EngineException broken, List<String> lines) {
        Ending ending = EngineWatch.alive(broken) ? Ending.ITSELF : Ending.ENGINE_LOST;
        return new Evidence(Phase.ENGINE, subject, null, ending, words(broken), lines, null);
    }

    private static String words(EngineException broken) {
        return broken.operation() + ": " + broken.answer();
    }

    private static String words(Duration limit) {
        long seconds = limit.toSeconds();
        return seconds < 120 ? seconds + " s" : (seconds / 60) + " min";
    }
}
