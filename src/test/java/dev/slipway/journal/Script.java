package dev.slipway.journal;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.Provenance;
import dev.slipway.run.RunEvent;
import dev.slipway.run.RunEvent.PlannedImage;
import dev.slipway.run.RunEvent.Result;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a run's story by hand: time moves only by {@link #after}, and what an end took is what was waited since its start. */
public final class Script {
    private final List<RunEvent> events = new ArrayList<>();
    private final Map<String, Instant> begun = new HashMap<>();
    private Instant now = Instant.parse("2026-03-04T02:30:00Z");

    public List<RunEvent> events() {
        return List.copyOf(events);
    }

    public Script after(double seconds) {
        now = now.plusMillis(Math.round(seconds * 1000));
        return this;
    }

    public Script run(String command, PlannedImage... images) {
        begin("run");
        return add(new RunEvent.RunStarted(
                now,
                "run",
                "20260304-023000-7f3a",
                command,
                "ai-stack",
                "Docker Engine 20.10.24 (BuildKit) at unix:///var/run/docker.sock",
                List.of(images),
                new Provenance("0.1.0", "4f1c0ffee4f1c0ffee4f1c0ffee4f1c0ffee4f1c", false)));
    }

    public Script ends(RunEvent.Verdict verdict, String summary) {
        return add(new RunEvent.RunEnded(now, "run", took("run"), verdict, summary));
    }

    public Script base(String reference, double seconds, String how, String standIn, @Nullable Diagnosis why) {
        String span = "base/" + reference;
        begin(span);
        add(new RunEvent.BaseStarted(now, span, reference));
        after(seconds);
        return add(new RunEvent.BaseEnded(now, span, took(span), reference, how, standIn, why, null));
    }

    public Script image(String name, String cause) {
        begin("image/" + name);
        return add(new RunEvent.ImageStarted(now, "image/" + name, name, cause));
    }

    public Script imageEnds(String name, ImageStatus status, Result result, String reason) {
        String span = "image/" + name;
        return add(new RunEvent.ImageEnded(now, span, took(span), name, status, result, reason));
    }

    public Script attempt(String image, String variant, int number) {
        String span = "image/" + image + "/" + variant + "#" + number;
        begin(span);
        return add(new RunEvent.AttemptStarted(now, span, image, variant, number, null));
    }

    public Script attemptEnds(String image, String rung, StepStatus status, @Nullable Diagnosis why) {
        String span = "image/" + image + "/" + rung;
        String log = ".slipway/runs/20260304-023000-7f3a/" + image + "-" + rung.replace('#', '-') + ".log";
        return add(new RunEvent.AttemptEnded(now, span, took(span), image, status, why, log));
    }

    public Script step(String span, StepKind kind, String title) {
        begin(span);
        return add(new RunEvent.StepStarted(now, span, kind, title));
    }

    public Script stepEnds(String span, StepStatus status, String detail, Map<String, String> facts) {
        return add(new RunEvent.StepEnded(now, span, took(span), status, detail, facts));
    }

    public Script passed(String span, StepKind kind, String title, double seconds, String detail) {
        return step(span, kind, title).after(seconds).stepEnds(span, StepStatus.PASSED, detail, Map.of());
    }

    public Script prints(String span, String... lines) {
        for (String line : lines) {
            add(new RunEvent.StepPrinted(now, span, line));
        }
        return this;
    }

    public Script progress(String span, String text, long current, long total) {
        return add(new RunEvent.StepProgressed(now, span, text, current, total));
    }

    public Script retry(String image, String variant, int next, double seconds, String because) {
        return add(new RunEvent.RetryScheduled(
                now, "image/" + image, image, variant, next, Duration.ofMillis(Math.round(seconds * 1000)), because));
    }

    public Script fallsBack(String image, String from, String to, String because) {
        return add(new RunEvent.FellBack(now, "image/" + image, image, from, to, because));
    }

    public Script stack(String span, String name) {
        begin(span);
        return add(new RunEvent.StackCheckStarted(now, span, name));
    }

    public Script stackEnds(String span, StepStatus status, String detail, @Nullable Diagnosis why) {
        return add(new RunEvent.StackCheckEnded(now, span, took(span), status, detail, why));
    }

    public Script promotion(double seconds, List<String> moved, String withheld) {
        begin("promotion");
        add(new RunEvent.PromotionStarted(now, "promotion"));
        after(seconds);
        return add(new RunEvent.PromotionEnded(now, "promotion", took("promotion"), moved, withheld));
    }

    public Script notice(RunEvent.Level level, String text) {
        return add(new RunEvent.Noticed(now, "run", level, text));
    }

    private Script add(RunEvent event) {
        events.add(event);
        return this;
    }

    private void begin(String span) {
        begun.put(span, now);
    }

    private Duration took(String span) {
        return Duration.between(begun.getOrDefault(span, now), now);
    }
}
