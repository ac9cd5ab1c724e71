package dev.slipway.engine.buildkit;

import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the gRPC library's own log from the terminal, where the JDK writes it unasked, and passes it on to ours. Details
 * of frames, which hold what is said, are not passed on.
 */
public final class LibraryLogs {
    /** Held, since the JDK forgets the settings of a logger that nobody holds. */
    private static final List<Logger> LIBRARIES = List.of(Logger.getLogger("io.grpc"), Logger.getLogger("okio"));

    static {
        LIBRARIES.forEach(library -> {
            library.setUseParentHandlers(false);
            library.setLevel(Level.INFO);
            library.addHandler(new ToOurs());
        });
    }

    private LibraryLogs() {}

    /** Once for the process. */
    public static void divert() {
        // Loading this class has done it.
    }

    private static final class ToOurs extends Handler {
        @Override
        public void publish(LogRecord entry) {
            LoggerFactory.getLogger(String.valueOf(entry.getLoggerName()))
                    .debug(String.valueOf(entry.getMessage()), entry.getThrown());
        }

        @Override
        public void flush() {
            // Nothing is kept.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
