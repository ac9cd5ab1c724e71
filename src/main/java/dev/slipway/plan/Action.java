package dev.slipway.plan;

/** What is to be done with an image. */
public sealed interface Action {
    /** It stays as it is: nothing is built, nothing is checked. */
    record Keep(Existing image, boolean degraded) implements Action {}

    record Build() implements Action {}

    /** It is there, and what it must fulfil is asked again; nothing is built. */
    record Prove(Existing image) implements Action {}

    /** Whether it is kept or built shows when the images it starts from are there. */
    record Await() implements Action {}
}
