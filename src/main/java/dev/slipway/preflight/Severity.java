package dev.slipway.preflight;

/** How sure a finding is, and how bad. */
public enum Severity {
    /** The build cannot pass. */
    ERROR,
    /** The build may pass, with something in it that its author would not want. */
    WARNING,
    /** Nothing breaks; it could be smaller, quicker or safer. */
    NOTE
}
