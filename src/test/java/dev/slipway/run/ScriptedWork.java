package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Quote;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Variant;
import dev.slipway.plan.Action;
import dev.slipway.plan.Cause;
import dev.slipway.plan.Decision;
import dev.slipway.plan.Existing;
import dev.slipway.run.RunEvent.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Work that ends as told, and watches how much of it is done at once. */
final class ScriptedWork implements Work {
    private final Map<String, Deque<String>> scripts = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> gates = new ConcurrentHashMap<>();
    private final Narrator narrator;
    private final AtomicInteger busy = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger engineSilences = new AtomicInteger();
    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    ScriptedWork(Narrator narrator) {
        this.narrator = narrator;
    }

    /** The engine does not answer so many times when it is asked for a sign of life. */
    ScriptedWork engineSilentFor(int questions) {
        engineSilences.set(questions);
        return this;
    }

    /** Words: pass, transient, transient@index, shared, settled, lost, fatal, author, memory, unknown, kept, hang. The last one is repeated. */
    ScriptedWork on(String image, String... endings) {
        scripts.put(image, new ArrayDeque<>(List.of(endings)));
        return this;
    }

    /** Attempts of the image wait until {@code gate} is open. */
    ScriptedWork gated(String image, CountDownLatch gate) {
        gates.put(image, gate);
        return this;
    }

    @Override
    public Preparation prepare(ImageSpec image, StopSignal stop) {
        calls.add("prepare " + image.name());
        boolean kept = "kept"
                .equals(scripts.getOrDefault(image.name(), new ArrayDeque<>(List.of("pass")))
                        .peek());
        Action action =
                kept ? new Action.Keep(new Existing("sha256:old", "default", "f", "", 1), false) : new Action.Build();
        return new Preparation.Ready(
                new Decision(image, action, kept ? new Cause.Unchanged() : new Cause.NeverBuilt()));
    }

    @Override
    public AttemptResult attempt(ImageSpec image, Variant variant, int number, Rungs rungs, StopSignal stop) {
        most.accumulateAndGet(busy.incrementAndGet(), Math::max);
        String span = "image/" + image.name() + "/" + variant.name() + "#" + number;
        calls.add(variant.name() + "#" + number + " " + image.name() + " " + rungs);
        narrator.tell(new RunEvent.AttemptStarted(narrator.now(), span, image.name(), variant.name(), number, null));
        try {
            await(gates.get(image.name()));
            return result(next(image.name()), image, variant, stop);
        } finally {
            narrator.tell(new RunEvent.AttemptEnded(
                    narrator.now(), span, Duration.ZERO, image.name(), StepStatus.PASSED, null, ""));
            busy.decrementAndGet();
        }
    }

    private String next(String image) {
        Deque<String> script = scripts.getOrDefault(image, new ArrayDeque<>(List.of("pass")));
        return script.size() > 1 ? script.remove() : script.element();
    }

    private AttemptResult result(String ending, ImageSpec image, Variant variant, StopSignal stop) {
        return switch (ending) {
            case "pass" -> new AttemptResult.Passed(new Result(variant.name(), "sha256:" + image.name(), 5));
            case "transient" -> failed("index-unreachable", Nature.TRANSIENT);
            case "transient@index" -> failed(unreachable());
            case "shared" -> new AttemptResult.Failed(unreachable(), AttemptResult.Source.SHARED);
            case "settled" -> new AttemptResult.Failed(unreachable(), AttemptResult.Source.SETTLED);
            case "lost" -> failed(Tactics.ENGINE_LOST, Nature.ENVIRONMENT);
            case "fatal" -> failed("missing-compiler", Nature.DETERMINISTIC);
            case "author" -> failed("dockerfile-missing", Nature.CONFIGURATION);
            case "memory" -> failed("out-of-memory-killed", Nature.ENVIRONMENT);
            case "unknown" -> failed("unknown", Nature.UNKNOWN);
            case "bug" -> throw new UncheckedIOException("writing", new IOException("no space left on device"));
            case "hang" -> {
                CountDownLatch raised = new CountDownLatch(1);
                stop.onRaise(reason -> raised.countDown());
                await(raised);
                yield new AttemptResult.Cancelled();
            }
            default -> throw new IllegalStateException("no such ending: " + ending);
        };
    }

    private static AttemptResult failed(String category, Nature nature) {
        return failed(new Diagnosis(category, nature, "test", List.of(), category, List.of(), null));
    }

    private static AttemptResult failed(Diagnosis why) {
        return new AttemptResult.Failed(why);
    }

    private static Diagnosis unreachable() {
        Quote quote = new Quote(7, "ERROR: HTTP error 503 while getting http://index.example:8080/tiny.whl");
        return new Diagnosis("index-unreachable", Nature.TRANSIENT, "test", List.of(quote), "", List.of(), null);
    }

    private static void await(@Nullable CountDownLatch latch) {
        if (latch == null) {
            return;
        }
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void proven(ImageSpec image, Result result) {
        calls.add("proven " + image.name() + " " + result.variant());
    }

    @Override
    public boolean engineAnswers() {
        calls.add("engine?");
        return engineSilences.getAndUpdate(left -> Math.max(0, left - 1)) == 0;
    }
}
