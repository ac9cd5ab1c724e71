package dev.slipway.doctor;

/** What an examination came to. {@code seen} is a fact in words; a {@code remedy} is a sentence that says what to do. */
public sealed interface Finding {
    String seen();

    record Fine(String seen) implements Finding {}

    /** Builds work, but something will be slow, missing or surprising. */
    record Warning(String seen, String remedy) implements Finding {}

    /** Builds will fail of it. */
    record Broken(String seen, String remedy) implements Finding {}

    /** It was not looked at; {@code seen} says why. */
    record Skipped(String seen) implements Finding {}
}
