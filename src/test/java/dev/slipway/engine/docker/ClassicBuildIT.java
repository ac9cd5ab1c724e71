package dev.slipway.engine.docker;

/** The classic builder on a live engine. */
final class ClassicBuildIT extends LiveBuilds {
    ClassicBuildIT() {
        super(BuilderChoice.CLASSIC);
    }
}
