package dev.slipway.engine;

/** Who answers at the other end. {@code endpoint} is safe to print; {@code builder} is what builds will go to. */
public record EngineInfo(
        String product,
        String version,
        String apiVersion,
        String platform,
        Builder builder,
        Store store,
        String endpoint) {
    public EngineInfo with(Store other) {
        return new EngineInfo(product, version, apiVersion, platform, builder, other, endpoint);
    }

    /** Whether it is spoken to by a socket of this machine, so that its files may be here. */
    public boolean byLocalSocket() {
        return endpoint.startsWith("unix:");
    }

    /** Where the engine keeps images. */
    public enum Store {
        /** In layers of its own, for one platform each: the usual store up to Engine 28. */
        LAYERS,
        /** In containerd's store, which also holds images of several platforms, and cache on its way to a registry. */
        CONTAINERD
    }

    public enum Builder {
        BUILDKIT,
        CLASSIC
    }
}
