package dev.slipway.past;

/** What is remembered cannot be read or written. The message says what was being done, to what, and what came back. */
public final class PastException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PastException(String message, Throwable cause) {
        super(message, cause);
    }
}
