package dev.slipway.engine.buildkit;

import java.io.IOException;

/** The engine answers, but not to this. The message is what came back. */
public final class NotOffered extends IOException {
    private static final long serialVersionUID = 1L;

    public NotOffered(String answer) {
        super(answer);
    }

    public NotOffered(String answer, Throwable cause) {
        super(answer, cause);
    }
}
