package dev.slipway.cli;

import dev.slipway.engine.EngineException;
import dev.slipway.run.RunEvent.Verdict;

/** What a process of ours ends with. */
enum ExitCode {
    PROVEN(0),
    FAILED(1),
    WRONG_INPUT(2),
    DEGRADED(3),
    NO_ENGINE(4),
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** An engine that answers and says no can be used; what it was asked for has failed. */
    static ExitCode of(EngineException.Kind kind) {
        return switch (kind) {
            case UNREACHABLE, TIMEOUT, UNSUPPORTED -> NO_ENGINE;
            case NOT_FOUND, CONFLICT, REFUSED, FAILED, STOPPED -> FAILED;
        };
    }

    /** A degraded stack is a success that is told loudly, unless it is asked to be a failure. */
    static ExitCode of(Verdict verdict, boolean strict) {
        return switch (verdict) {
            case PROVEN -> PROVEN;
            case DEGRADED -> strict ? DEGRADED : PROVEN;
            case FAILED -> FAILED;
            case INTERRUPTED -> INTERRUPTED;
            case ENGINE_LOST -> NO_ENGINE;
        };
    }
}
