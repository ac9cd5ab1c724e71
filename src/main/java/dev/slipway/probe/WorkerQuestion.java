package dev.slipway.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.WorkerCheck;
import dev.slipway.probe.Patience.Sight;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks a worker in the words of its own library, from within its container. */
final class WorkerQuestion {
    private final Asking asking;
    private final WorkerCheck check;

    WorkerQuestion(Asking asking, WorkerCheck check) {
        this.asking = asking;
        this.check = check;
    }

    ProbeResult ask(Running running) {
        return switch (check) {
            case WorkerCheck.Arq arq ->
                until(running, arq.within(), report -> ArqWording.sight(arq, report), arq(running, arq));
            case WorkerCheck.Celery celery -> new CeleryQuestion(asking, celery).ask(running);
            case WorkerCheck.Beat beat -> new BeatQuestion(asking, beat).ask(running);
        };
    }

    private Round arq(Running running, WorkerCheck.Arq arq) {
        Program program = new Program(asking, running, List.of("workers.py", "arq_worker.py"));
        ObjectNode question = Program.question().put("path", arq.settings());
        return new Round(program, asked(question, arq.sample()));
    }

    private ProbeResult until(Running running, Duration within, Answers answers, Round round) {
        long begun = System.nanoTime();
        return Patience.ask(
                check.title() + " in " + running.alias(),
                within,
                asking.stop(),
                () -> round.look(running, left(begun, within), asking.stop(), answers),
                () -> round.lines(running));
    }

    static ObjectNode asked(ObjectNode question, WorkerCheck.@Nullable Job job) {
        if (job != null) {
            ObjectNode sample = question.putObject("job");
            sample.put("name", job.name()).put("args", job.args()).put("kwargs", job.kwargs());
            job.wanted().ifPresent(result -> sample.put("result", result));
        }
        return question;
    }

    static Duration left(long begun, Duration within) {
        Duration left = within.minusNanos(System.nanoTime() - begun);
        return left.compareTo(Duration.ofMillis(500)) < 0 ? Duration.ofMillis(500) : left;
    }

    /** What a program's last report means. */
    interface Answers {
        Sight sight(JsonNode report);
    }

    /** Runs a program once for each look, and keeps what it printed last. */
    static final class Round {
        private final Program program;
        private final ObjectNode question;
        private List<String> printed = List.of();

        Round(Program program, ObjectNode question) {
            this.program = program;
            this.question = question;
        }

        Sight look(Running running, Duration limit, StopSignal stop, Answers answers) {
            AtomicReference<JsonNode> last = new AtomicReference<>();
            Program.Ending ending = program.run(question, limit, stop, last::set);
            printed = switch (ending) {
                case Program.Ending.Ended ended -> ended.lines();
                case Program.Ending.CutShort cut -> cut.lines();
                case Program.Ending.NoPython none -> List.of();
                case Program.Ending.Gone gone -> List.of();
            };
            ContainerState state = running.state();
            if (!state.running()) {
                printed = List.of();
                return running.ended(state);
            }
            JsonNode report = last.get();
            if (report != null && report.has("kind")) {
                return answers.sight(report);
            }
            return switch (ending) {
                case Program.Ending.NoPython none ->
                    new Sight.Pointless("the container has no python3 or python", null, false);
                case Program.Ending.Gone gone -> gone.sight();
                case Program.Ending.CutShort cut -> new Sight.CutShort("look still under way");
                case Program.Ending.Ended ended ->
                    new Sight.NotYet("look ended with exit code %d%s".formatted(ended.exit(), saying(ended.lines())));
            };
        }

        List<String> lines(Running running) {
            return printed.isEmpty() ? running.lastLines() : printed;
        }

        private static String saying(List<String> lines) {
            return lines.isEmpty() ? "" : ", saying \"" + Wording.excerpt(lines.getLast()) + "\"";
        }
    }
}
