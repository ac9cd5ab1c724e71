package dev.slipway.console;

/** How a run is told, as {@code --output} names it. */
public enum OutputMode {
    /** {@link #TTY} at a terminal that can be drawn on, else {@link #PLAIN}. */
    AUTO,
    /** A live tree. */
    TTY,
    /** Lines that are only ever appended. */
    PLAIN,
    /** Every event as one JSON object a line, and nothing else. */
    JSON,
    /** What failed or is degraded, and how it ended. */
    QUIET
}
