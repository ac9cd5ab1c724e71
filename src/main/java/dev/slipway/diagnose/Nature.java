package dev.slipway.diagnose;

/** What kind of failure it is: it decides what happens next. */
public enum Nature {
    /** A later identical attempt can pass. */
    TRANSIENT,
    /** An identical attempt cannot pass; another variant can. */
    DETERMINISTIC,
    /** The author's files or credentials must change; a fallback would hide that. */
    CONFIGURATION,
    /** The host or the engine must change. */
    ENVIRONMENT,
    /** No rule matched. */
    UNKNOWN
}
