package dev.slipway.engine.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.docker.wire.Refusals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Networks and volumes, and finding everything that carries a label. */
final class Belongings {
    private final DockerClient commands;

    Belongings(DockerClient commands) {
        this.commands = commands;
    }

    String createNetwork(String name, boolean internal, Map<String, String> labels) {
        return Refusals.during("creating network " + name, () -> commands.createNetworkCmd()
                .withName(name)
                .withDriver("bridge")
                .withCheckDuplicate(true)
                .withInternal(internal)
                .withLabels(labels)
                .exec()
                .getId());
    }

    void removeNetwork(String network) {
        unlessGone("removing network " + network, () -> commands.removeNetworkCmd(network)
                .exec());
    }

    void createVolume(String name, Map<String, String> labels) {
        Refusals.doing("creating volume " + name, () -> commands.createVolumeCmd()
                .withName(name)
                .withLabels(labels)
                .exec());
    }

    void removeVolume(String name) {
        unlessGone(
                "removing volume " + name, () -> commands.removeVolumeCmd(name).exec());
    }

    List<OwnedObject> owned(String label) {
        return Refusals.during("looking for what carries the label " + label, () -> {
            List<String> filter = List.of(label);
            List<OwnedObject> found = new ArrayList<>();
            commands.listContainersCmd().withShowAll(true).withLabelFilter(filter).exec().stream()
                    .map(container -> new OwnedObject(
                            OwnedObject.Kind.CONTAINER,
                            container.getId(),
                            name(container),
                            labels(container.getLabels())))
                    .forEach(found::add);
            commands.listNetworksCmd().withFilter("label", filter).exec().stream()
                    .map(network -> new OwnedObject(
                            OwnedObject.Kind.NETWORK, network.getId(), network.getName(), labels(network.getLabels())))
                    .forEach(found::add);
            List<com.github.dockerjava.api.command.InspectVolumeResponse> volumes =
                    commands.listVolumesCmd().withFilter("label", filter).exec().getVolumes();
            if (volumes != null) {
                volumes.stream()
                        .map(volume -> new OwnedObject(
                                OwnedObject.Kind.VOLUME,
                                volume.getName(),
                                volume.getName(),
                                labels(volume.getLabels())))
                        .forEach(found::add);
            }
            return List.copyOf(found);
        });
    }

    private static void unlessGone(String operation, Runnable removal) {
        try {
            Refusals.doing(operation, removal);
        } catch (EngineException absent) {
            if (absent.kind() != Kind.NOT_FOUND) {
                throw absent;
            }
        }
    }

    static String name(Container container) {
        String[] names = container.getNames();
        if (names == null || names.length == 0) {
            return container.getId();
        }
        return names[0].startsWith("/") ? names[0].substring(1) : names[0];
    }

    private static Map<String, String> labels(@Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : labels;
    }
}
