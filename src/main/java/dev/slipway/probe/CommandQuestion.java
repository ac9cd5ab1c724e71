package dev.slipway.probe;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import dev.slipway.model.Check;
import dev.slipway.probe.OneOff.Ending;
import dev.slipway.probe.Patience.Sight;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A command that must end as expected: alone in a container of its own, or beside the image's own command. */
final class CommandQuestion {
    private final Asking asking;
    private final Check.Run check;

    CommandQuestion(Asking asking, Check.Run check) {
        this.asking = asking;
        this.check = check;
    }

    /** As the container's only command, once. */
    ProbeResult once() {
        try (Deadline deadline = new Deadline(asking.stop(), check.within())) {
            Finding finding = new Finding(check.contains());
            Ending ending = asking.shell(check.command(), finding.into(asking.log()), deadline);
            return switch (ending) {
                case Ending.Ended ended
                when finding.fits(ended.exit()) ->
                    new ProbeResult.Healthy(
                            "exit " + ended.exit() + " in " + Wording.time(deadline.elapsed()),
                            Map.of("run.seconds", Seconds.of(deadline.elapsed())));
                case Ending.Ended ended ->
                    Asking.no(
                            check.title() + ": " + finding.complaint(ended.exit()) + memory(ended.oomKilled()),
                            deadline,
                            ended);
                case Ending.NotStarted notStarted ->
                    Asking.no(
                            "%s: the image has no sh, and the command itself does not start: %s"
                                    .formatted(check.title(), Wording.excerpt(notStarted.why())),
                            deadline,
                            notStarted);
                case Ending.TooLong late ->
                    Asking.no(
                            "%s: still running after %s".formatted(check.title(), Wording.time(check.within())),
                            deadline,
                            late);
            };
        }
    }

    /** In the running container, until it passes. */
    ProbeResult beside(Running running) {
        try (Deadline deadline = new Deadline(asking.stop(), check.within())) {
            LastTry last = new LastTry();
            return Patience.ask(
                    check.title() + " in " + running.alias(),
                    check.within(),
                    asking.stop(),
                    () -> execute(running, deadline, last),
                    () -> last.lines.isEmpty() ? running.lastLines() : last.lines);
        }
    }

    /** What the latest try printed. */
    private static final class LastTry {
        private List<String> lines = List.of();
    }

    private Sight execute(Running running, Deadline deadline, LastTry last) {
        Finding finding = new Finding(check.contains());
        Tail tail = new Tail(finding.into(asking.log()));
        try {
            int exit = running.exec(List.of("sh", "-c", check.command()), tail, deadline.signal());
            List<String> words = Words.of(check.command());
            if (OneOff.isAbsence(exit) && exit != check.exit() && !words.isEmpty()) {
                // Either there is no sh, or sh says that there is no such command: asking for it directly tells.
                exit = running.exec(words, tail, deadline.signal());
            }
            last.lines = tail.lines();
            if (finding.fits(exit)) {
                return new Sight.Expected("exit " + exit, Map.of("run.seconds", Seconds.of(deadline.elapsed())));
            }
            ContainerState state = running.state();
            return state.running() ? new Sight.NotYet(finding.complaint(exit)) : ended(running, state, last);
        } catch (EngineException failure) {
            if (failure.kind() == EngineException.Kind.STOPPED) {
                deadline.ended(failure);
                last.lines = tail.lines();
                return new Sight.CutShort("try still running");
            }
            ContainerState state = running.state();
            if (state.running()) {
                throw failure;
            }
            return ended(running, state, last);
        }
    }

    /** What the container said last tells more then than what the command did. */
    private static Sight ended(Running running, ContainerState state, LastTry last) {
        last.lines = List.of();
        return running.ended(state);
    }

    private static String memory(boolean oomKilled) {
        return oomKilled ? ", killed for want of memory" : "";
    }

    /** Whether the output holds what it must, and what to say when not. */
    private final class Finding {
        private final Optional<String> wanted;
        private volatile boolean found;
        private volatile String lastLine = "";

        Finding(Optional<String> wanted) {
            this.wanted = wanted;
            this.found = wanted.isEmpty();
        }

        OutputSink into(OutputSink log) {
            return (stream, line) -> {
                log.line(stream, line);
                if (!line.isBlank()) {
                    lastLine = line;
                }
                if (wanted.isPresent() && line.contains(wanted.get())) {
                    found = true;
                }
            };
        }

        boolean fits(int exit) {
            return exit == check.exit() && found;
        }

        String complaint(int exit) {
            String said = lastLine.isEmpty() ? ", no output" : ", saying \"" + Wording.excerpt(lastLine) + "\"";
            return exit == check.exit()
                    ? "exit %d, but its output has no \"%s\"%s"
                            .formatted(exit, Wording.excerpt(wanted.orElse("")), said)
                    : "exit %d instead of %d%s".formatted(exit, check.exit(), said);
        }
    }
}
