package dev.slipway.diagnose;

/**
 * How near to the root a rule stands, nearest first. Where several rules match, the nearest wins; among equals the one
 * that was seen first, for what follows a failure is mostly its echo.
 */
enum Rank {
    /** Known without reading: how the step ended. */
    VERDICT,
    /** Breaks everything after it, whatever that is: no disk, no memory, no engine. */
    RESOURCE,
    /** The way to the other side was broken, so what was missing afterwards says nothing. */
    REMOTE,
    /** The missing or unfit thing itself is named. */
    CAUSE,
    /** A tool's own verdict, with its reason. */
    FAILURE,
    /** A tool's last line; several causes end in it. */
    SYMPTOM,
    /** All that is known when nothing else was said. */
    ECHO
}
