package dev.slipway.workbench;

import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.model.MemoryLimit;
import dev.slipway.stack.Role;
import dev.slipway.stack.Role.Doors;
import dev.slipway.stack.Role.Manner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntSupplier;

/** A role as it is played while its image is worked on: with the mounts, the command and the variables of {@code dev}. */
public final class DevRole {
    private DevRole() {}

    /**
     * @param freePort a port of this machine that nobody listens at: what any port would do for keeps the same one for as
     *     long as the work lasts, so that a browser need not be sent elsewhere after each restart
     */
    public static Role of(Role role, Bench bench, IntSupplier freePort) {
        Manner manner = role.manner();
        Map<String, String> env = new HashMap<>(manner.env());
        env.putAll(bench.spec().env());
        List<String> command = bench.spec().command();
        Manner worked = new Manner(
                manner.entrypoint(),
                command.isEmpty() ? manner.command() : command,
                env,
                settings(manner, bench, freePort),
                manner.kept(),
                new Doors(List.of(), manner.doors().web()));
        Optional<MemoryLimit> memory = MemoryLimit.of(bench.spec()).or(role::memoryLimit);
        return new Role(role.name(), role.cast(), worked, role.ready(), memory.orElse(null));
    }

    private static ContainerSettings settings(Manner manner, Bench bench, IntSupplier freePort) {
        ContainerSettings container = manner.container();
        List<Volume> volumes = new ArrayList<>(container.surface().volumes());
        bench.mounts().forEach((source, at) -> volumes.add(new Volume.Bound(source, at, false)));
        List<Port> ports = new ArrayList<>();
        container
                .ports()
                .forEach(port -> ports.add(port.host() > 0 ? port : new Port(freePort.getAsInt(), port.container())));
        manner.doors().open().forEach(port -> ports.add(new Port(freePort.getAsInt(), port)));
        Surface surface = container.surface();
        OptionalLong memory = bench.spec().memory();
        Limits limits = container.limits();
        return new ContainerSettings(
                memory.isPresent() ? limits.withMemory(memory.getAsLong()) : limits,
                new Surface(surface.user().orElse(null), volumes, surface.readOnly(), surface.tmpfs()),
                container.secrets(),
                container.envFiles(),
                ports);
    }
}
