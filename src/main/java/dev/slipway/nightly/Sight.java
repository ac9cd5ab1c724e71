package dev.slipway.nightly;

/** What one night saw of one subject. */
sealed interface Sight {
    record Good() implements Sight {}

    record Bad(Trouble trouble) implements Sight {}

    /** It works by a lower variant than the preferred one. */
    record Fallen(String variant, Trouble trouble) implements Sight {}

    /** Nothing: it was blocked by another one, or the night ended before. */
    record Nothing() implements Sight {}
}
