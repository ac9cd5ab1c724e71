package dev.slipway.stack;

import dev.slipway.engine.ContainerState;

/** A container of a stack as it stands on the engine, running or not. */
public record Standing(String container, String containerName, Mark mark, ContainerState state) {
    public String role() {
        return mark.role();
    }
}
