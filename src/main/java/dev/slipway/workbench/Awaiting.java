package dev.slipway.workbench;

import dev.slipway.engine.StopSignal;
import dev.slipway.probe.ProbeResult;
import dev.slipway.stack.Role;
import dev.slipway.stack.Standing;

/** Asks a container that stands on the network until it is ready, or will not be. */
@FunctionalInterface
public interface Awaiting {
    ProbeResult ready(Role role, Standing standing, String network, StopSignal stop);
}
