package dev.slipway.probe;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import java.util.List;

/** Runs a container to its end and tells how it ended, or that the image has nothing by that name to start. */
public final class OneOff {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    private OneOff() {}

    /** How it went. {@code lines} are the last ones of both streams. */
    public sealed interface Ending {
        List<String> lines();

        /**
         * Whether this is how a command ends that is not in the image: the engine refused to start it, or a small init
         * or a shell did so in its place, for they agree on the exit codes.
         */
        default boolean looksAbsent() {
            return switch (this) {
                case Ended ended -> isAbsence(ended.exit());
                case NotStarted notStarted -> true;
                case TooLong late -> false;
            };
        }

        record Ended(int exit, boolean oomKilled, List<String> lines) implements Ending {
            public Ended {
                lines = List.copyOf(lines);
            }
        }

        /** The engine could not start the command: {@code why} is its text. */
        record NotStarted(int exit, String why) implements Ending {
            @Override
            public List<String> lines() {
                return List.of(why);
            }
        }

        /** It was still running when its deadline was over. It is not stopped: removing it is the creator's part. */
        record TooLong(List<String> lines) implements Ending {
            public TooLong {
                lines = List.copyOf(lines);
            }
        }
    }

    static boolean isAbsence(int exit) {
        return exit == NOT_EXECUTABLE || exit == NOT_FOUND;
    }

    /** Starts a created container and waits for its end, handing on its output as it comes. */
    public static Ending run(Engine engine, String container, OutputSink output, Deadline deadline) {
        Tail tail = new Tail(output);
        try {
            engine.start(container);
        } catch (EngineException refused) {
            return notStarted(engine, container, refused);
        }
        try {
            engine.followLog(container, tail, deadline.signal());
            ContainerState state = engine.await(container, deadline.signal());
            return new Ending.Ended(state.exitCode(), state.oomKilled(), tail.lines());
        } catch (EngineException failure) {
            deadline.ended(failure);
            return new Ending.TooLong(tail.lines());
        }
    }

    /**
     * Tells a command that is not in the image from an engine in trouble: by the exit code that the engine gives to the
     * container (126 or 127), not by its words.
     */
    static Ending.NotStarted notStarted(Engine engine, String container, EngineException refused) {
        if (refused.kind() == EngineException.Kind.STOPPED || refused.kind() == EngineException.Kind.UNREACHABLE) {
            throw refused;
        }
        ContainerState state = engine.inspect(container);
        if (state.running() || !isAbsence(state.exitCode())) {
            throw refused;
        }
        return new Ending.NotStarted(state.exitCode(), state.error().isBlank() ? refused.answer() : state.error());
    }
}
