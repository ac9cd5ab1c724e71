package dev.slipway.stack;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.ContainerSpec.Confinement;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.OwnedObject;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.probe.Vault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A role as the container to create: named, labelled, on the stack's network under its own name. */
final class Moulding {
    private final Engine engine;
    private final StackName stack;
    private final Vault vault;
    private final Map<String, String> owner;

    Moulding(Engine engine, StackName stack, Vault vault, Map<String, String> owner) {
        this.engine = engine;
        this.stack = stack;
        this.vault = vault;
        this.owner = owner;
    }

    /** Makes the volumes that are not there yet. */
    ContainerSpec of(Role role, int place, String network) {
        Map<String, String> labels =
                new LinkedHashMap<>(Mark.of(stack, role, place).labels());
        labels.putAll(owner);
        return new ContainerSpec(
                role.cast().imageId(),
                stack.container(role.name()),
                role.manner().entrypoint(),
                role.manner().command(),
                role.manner().env(),
                new Attachment.Joined(network, role.name(), published(role)),
                confinement(role),
                labels);
    }

    private static List<Port> published(Role role) {
        return Stream.concat(
                        role.manner().container().ports().stream(),
                        role.manner().doors().open().stream().map(Port::any))
                .toList();
    }

    private Confinement confinement(Role role) {
        Surface surface = role.manner().container().surface();
        List<Volume> volumes = new ArrayList<>();
        role.manner().kept().forEach((name, path) -> volumes.add(new Volume.Named(name, path, false)));
        for (Volume volume : surface.volumes()) {
            volumes.add(
                    switch (volume) {
                        case Volume.Named named -> new Volume.Named(kept(named), named.at(), named.readOnly());
                        case Volume.Bound bound -> bound;
                    });
        }
        return new Confinement(
                role.manner().container().limits(),
                new Surface(surface.runAs(), volumes, surface.readOnly(), surface.tmpfs()),
                vault.of(role.manner().container().secrets()));
    }

    /** It is of the stack that is kept running, whichever made it first. */
    private String kept(Volume.Named volume) {
        String there = stack.volume(volume.name());
        String label = StackName.kept(stack.pipeline()).label();
        Map<String, String> labels = new LinkedHashMap<>(Map.of(Mark.STACK, label));
        String project = owner.get(Mark.PROJECT);
        if (project != null) {
            labels.put(Mark.PROJECT, project);
        }
        engine.createVolume(there, labels);
        // Engines take one that is there already for the one that was asked for, and leave its labels as they are.
        boolean ours = engine.owned(Mark.STACK + "=" + label).stream()
                .filter(object -> object.kind() == OwnedObject.Kind.VOLUME)
                .anyMatch(object -> object.name().equals(there));
        if (!ours) {
            throw new EngineException(
                    Kind.CONFLICT,
                    "taking the volume " + there,
                    ("the volume %s exists on the engine and is not Slipway's. Maybe give '%s' another name in the pipeline"
                                    + " file; or remove it ('docker volume rm %s'), if nobody needs what is in it.")
                            .formatted(there, volume.name(), there));
        }
        return there;
    }
}
