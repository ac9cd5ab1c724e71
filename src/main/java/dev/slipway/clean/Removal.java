package dev.slipway.clean;

/** What came of removing an item. */
public sealed interface Removal {
    Item item();

    /** It is gone. {@code freed} is the engine's own count where it counts. */
    record Gone(Item item, long freed) implements Removal {}

    /** It is still there; {@code answer} is what the engine or the file system said. */
    record Refused(Item item, String answer) implements Removal {}
}
