package dev.slipway.engine;

/** The engine broke, refused or could not be asked. The message says what was being done, to what, and what came back. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String operation;
    private final String answer;

    public EngineException(Kind kind, String operation, String answer) {
        super(operation + ": " + answer);
        this.kind = kind;
        this.operation = operation;
        this.answer = answer;
    }

    public EngineException(Kind kind, String operation, String answer, Throwable cause) {
        super(operation + ": " + answer, cause);
        this.kind = kind;
        this.operation = operation;
        this.answer = answer;
    }

    public Kind kind() {
        return kind;
    }

    /** What was being done, as in {@code pulling python:3.11-slim}. */
    public String operation() {
        return operation;
    }

    /** What came back, in the engine's own words where it gave any. */
    public String answer() {
        return answer;
    }

    public enum Kind {
        /** Nobody listens, or the conversation broke off. */
        UNREACHABLE,
        /** The engine did not answer in time. */
        TIMEOUT,
        /** The stop signal was raised; the work was cancelled on the engine. */
        STOPPED,
        NOT_FOUND,
        CONFLICT,
        /** The engine understood and said no. */
        REFUSED,
        /** The engine is too old, too new or lacks the feature. */
        UNSUPPORTED,
        /** The engine failed inside. */
        FAILED
    }
}
