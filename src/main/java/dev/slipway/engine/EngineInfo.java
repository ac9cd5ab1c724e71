package dev.slipway.engine;

/** Who answers at the other end. {@code endpoint} is safe to print; {@code builder} is what builds will go to. */
public record EngineInfo(
        String product, String version, String apiVersion, String platform, Builder builder, String endpoint) {
    public enum Builder {
        BUILDKIT,
        CLASSIC
    }
}
