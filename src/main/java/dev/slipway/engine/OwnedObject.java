package dev.slipway.engine;

import java.util.Map;

/** A container, network or volume that carries our labels. */
public record OwnedObject(Kind kind, String id, String name, Map<String, String> labels) {
    public OwnedObject {
        labels = Map.copyOf(labels);
    }

    /** In the order in which they can be removed. */
    public enum Kind {
        CONTAINER,
        NETWORK,
        VOLUME
    }
}
