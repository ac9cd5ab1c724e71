package dev.slipway.probe;

import dev.slipway.engine.Engine;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.probe.Moorings.Command;
import java.time.Duration;
import java.util.List;

/** What one question has at hand while it is being asked. */
record Asking(Engine engine, Moorings moorings, Subject subject, StopSignal stop, OutputSink log) {
    /** Runs a command in a container of its own, which is removed afterwards. */
    OneOff.Ending once(List<String> argv, Seclusion seclusion, OutputSink output, Deadline deadline) {
        // No alias that anybody else looks for: a second container under the image's name would share its requests.
        String alias = subject.alias() + "-once";
        String id = moorings.create(
                subject,
                alias,
                Command.of(argv),
                switch (seclusion) {
                    case ALONE -> moorings.secluded(alias);
                    case WITH_THE_WORLD -> moorings.attached(alias, List.of());
                });
        try (Moorings.Moored container = moorings.untilClosed(id)) {
            return OneOff.run(engine, container.id(), output, deadline);
        }
    }

    /** Runs a command line by the image's shell; word by word where it has none. */
    OneOff.Ending shell(String command, OutputSink output, Deadline deadline) {
        OneOff.Ending ending = once(List.of("sh", "-c", command), Seclusion.WITH_THE_WORLD, output, deadline);
        List<String> words = Words.of(command);
        // A shell ends in the same way when it does not find what the command line names.
        return ending.looksAbsent() && !words.isEmpty() && !hasShell(deadline)
                ? once(words, Seclusion.WITH_THE_WORLD, output, deadline)
                : ending;
    }

    private boolean hasShell(Deadline deadline) {
        return once(List.of("sh", "-c", ":"), Seclusion.ALONE, OutputSink.NOWHERE, deadline)
                        instanceof OneOff.Ending.Ended(int exit, boolean oomKilled, List<String> lines)
                && exit == 0;
    }

    /** Whether a container may reach out. Services of the bed are reached in any case. */
    enum Seclusion {
        ALONE,
        WITH_THE_WORLD
    }

    static ProbeResult.Unhealthy no(String message, Deadline deadline, OneOff.Ending ending) {
        return switch (ending) {
            case OneOff.Ending.Ended ended ->
                new ProbeResult.Unhealthy(
                        message, 1, deadline.elapsed(), ended.exit(), ended.oomKilled(), ended.lines());
            case OneOff.Ending.NotStarted notStarted ->
                new ProbeResult.Unhealthy(message, 1, deadline.elapsed(), notStarted.exit(), false, notStarted.lines());
            case OneOff.Ending.TooLong late ->
                new ProbeResult.Unhealthy(message, 1, deadline.elapsed(), null, false, late.lines());
        };
    }

    static ProbeResult.Unhealthy no(String message) {
        return new ProbeResult.Unhealthy(message, 1, Duration.ZERO, null, false, List.of());
    }
}
