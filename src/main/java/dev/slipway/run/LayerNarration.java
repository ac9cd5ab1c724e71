package dev.slipway.run;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the steps of a Dockerfile as spans inside the build's. Called by one thread at a time. */
final class LayerNarration implements BuildListener {
    private final Narrator narrator;
    private final String buildSpan;
    private final Steps.Ground ground;
    private final Map<String, Layer> open = new LinkedHashMap<>();
    private int count;
    private int cached;

    LayerNarration(Narrator narrator, String buildSpan, Steps.Ground ground) {
        this.narrator = narrator;
        this.buildSpan = buildSpan;
        this.ground = ground;
    }

    StopSignal stop() {
        return ground.stop();
    }

    private record Layer(Narrator.OpenStep step, String name) {}

    @Override
    public void stepStarted(String step, String name) {
        ground.alive().run();
        count++;
        open.put(step, new Layer(narrator.step(buildSpan + "/" + count, StepKind.LAYER, name), name));
        ground.record().line(OutputSink.Stream.OUT, "#" + count + " " + name);
    }

    @Override
    public void stepLine(String step, OutputSink.Stream stream, String line) {
        Layer layer = open.get(step);
        ground.record().line(stream, line);
        if (layer != null) {
            layer.step().print(line);
        }
    }

    @Override
    public void stepProgress(String step, String what, long current, long total) {
        ground.alive().run();
        Layer layer = open.get(step);
        if (layer != null) {
            layer.step().progress(what, current, total);
        }
    }

    @Override
    public void stepEnded(String step, boolean wasCached, Duration took, @Nullable String error) {
        ground.alive().run();
        Layer layer = open.remove(step);
        if (layer == null) {
            return;
        }
        if (wasCached) {
            cached++;
        }
        layer.step()
                .end(
                        error == null ? StepStatus.PASSED : StepStatus.FAILED,
                        error == null ? (wasCached ? "cached" : "") : error,
                        Map.of());
    }

    @Override
    public void warning(String text) {
        ground.output().line(OutputSink.Stream.ERR, "warning: " + text);
    }

    @Override
    public void contextSent(long bytes) {
        ground.alive().run();
        ground.step().progress("context", bytes, 0);
    }

    /** Ends what the engine left open: a build that was cut off tells no ends. */
    void closeOpen() {
        open.values().forEach(layer -> layer.step().end(StepStatus.ERRORED, "cut off", Map.of()));
        open.clear();
    }

    String summary() {
        return cached == 0 ? count + " steps" : count + " steps, " + cached + " cached";
    }
}
