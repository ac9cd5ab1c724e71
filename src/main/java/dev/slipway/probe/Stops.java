package dev.slipway.probe;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;

/** The one way in which a question gives up when the signal is raised. */
final class Stops {
    private Stops() {}

    static void throwIfRaised(StopSignal stop, String operation) {
        stop.reason().ifPresent(reason -> {
            throw raised(reason, operation);
        });
    }

    static EngineException raised(StopSignal.Reason reason, String operation) {
        return new EngineException(EngineException.Kind.STOPPED, operation, "stopped (" + words(reason) + ")");
    }

    private static String words(StopSignal.Reason reason) {
        return switch (reason) {
            case INTERRUPTED -> "interrupted";
            case TOTAL_TIME -> "its total time was over";
            case IDLE_TIME -> "nothing was heard for too long";
            case DONE -> "no longer needed";
        };
    }
}
