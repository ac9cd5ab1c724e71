package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.WorkerCheck;
import dev.slipway.probe.Patience.Sight;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Watches Celery's scheduler from within its container while its log is read from without. */
final class BeatQuestion {
    private static final int LOG_LINES = 500;

    private final Asking asking;
    private final WorkerCheck.Beat check;

    BeatQuestion(Asking asking, WorkerCheck.Beat check) {
        this.asking = asking;
        this.check = check;
    }

    ProbeResult ask(Running running) {
        Program program = new Program(asking, running, List.of("workers.py", "celery_common.py", "celery_beat.py"));
        ObjectNode question = Program.question();
        check.application().ifPresent(app -> question.put("path", app));
        check.schedule().ifPresent(file -> question.put("schedule", file));
        AtomicReference<@Nullable JsonNode> report = new AtomicReference<>();
        List<String> before = BeatWording.sent(running.lastLines(LOG_LINES));
        long begun = System.nanoTime();
        try (StopSignal.Child watch = asking.stop().child()) {
            CompletableFuture<Program.Ending> watching = CompletableFuture.supplyAsync(
                    () -> program.run(question, check.within(), watch.signal(), report::set),
                    Thread::startVirtualThread);
            try {
                return Patience.ask(
                        check.title() + " in " + running.alias(),
                        check.within(),
                        asking.stop(),
                        () -> look(running, before, report.get(), watching, begun),
                        running::lastLines);
            } finally {
                watch.signal().raise(StopSignal.Reason.DONE);
                // What became of it was told while it was looked at.
                watching.handle((ending, failure) -> true).join();
            }
        }
    }

    private Sight look(
            Running running,
            List<String> before,
            @Nullable JsonNode report,
            CompletableFuture<Program.Ending> watching,
            long begun) {
        ContainerState state = running.state();
        if (!state.running()) {
            return running.ended(state);
        }
        if (watching.isCompletedExceptionally() && watching.exceptionNow() instanceof EngineException broken) {
            throw broken;
        }
        if (report == null) {
            return watching.isDone() && !watching.isCompletedExceptionally()
                    ? unseen(watching.join())
                    : new Sight.NotYet("look still under way");
        }
        Duration looked = Duration.ofNanos(System.nanoTime() - begun);
        return new BeatWording(check, looked, before, running.lastLines(LOG_LINES)).sight(report);
    }

    private static Sight unseen(Program.Ending ending) {
        return switch (ending) {
            case Program.Ending.NoPython none ->
                new Sight.Pointless("the container has no python3 or python", null, false);
            case Program.Ending.Gone gone -> gone.sight();
            case Program.Ending.CutShort cut -> new Sight.CutShort("look still under way");
            case Program.Ending.Ended ended ->
                WorkerWording.never("the look into the container ended with exit code %d%s"
                        .formatted(
                                ended.exit(),
                                ended.lines().isEmpty()
                                        ? ""
                                        : ", saying \""
                                                + Wording.excerpt(ended.lines().getLast()) + "\""));
        };
    }
}
