package dev.slipway.context;

import dev.slipway.model.Origin;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The author must change something before this context can be built: a file is missing, a name cannot be sent, a
 * pattern is wrong. Any other {@link IOException} is the machine's fault. The message stands alone.
 */
public final class ContextException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final transient @Nullable Origin place;

    ContextException(Fault fault, String message) {
        super(message);
        this.fault = fault;
        this.place = null;
    }

    ContextException(IgnoreProblem problem) {
        super(problem.toString());
        this.fault = Fault.IGNORE_FILE;
        this.place = problem.origin();
    }

    public Fault fault() {
        return fault;
    }

    /** What has to be changed. */
    public enum Fault {
        /** The context is no folder. */
        FOLDER,
        /** There is no such Dockerfile. */
        DOCKERFILE,
        IGNORE_FILE,
        OVERLAY,
        /** A file's name cannot be sent as it is. */
        NAME
    }

    /** The line at fault, where it is one line. */
    public Optional<Origin> origin() {
        return Optional.ofNullable(place);
    }
}
