package dev.slipway.engine.docker;

/** BuildKit on a live engine. */
final class BuildKitBuildIT extends LiveBuilds {
    BuildKitBuildIT() {
        super(BuilderChoice.BUILDKIT);
    }
}
