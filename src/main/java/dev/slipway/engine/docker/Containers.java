package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.OpenPort;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.Refusals;
import dev.slipway.engine.docker.wire.Streams.Question;
import dev.slipway.model.ContainerSettings.Port;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Containers: their life from creation to removal. */
final class Containers {
    private static final String LOOPBACK = "127.0.0.1";

    private final Client client;
    private final Confining confining;
    private final SecretFiles secretFiles;

    Containers(Client client, Confining confining) {
        this.client = client;
        this.confining = confining;
        this.secretFiles = new SecretFiles(client);
    }

    /** One that its secrets cannot be put into is removed again. */
    String create(ContainerSpec spec) {
        String container = createBare(spec);
        Map<String, SecretValue> files = spec.confinement().secrets().files();
        if (!files.isEmpty()) {
            try {
                secretFiles.put(container, files);
            } catch (EngineException refused) {
                try {
                    remove(container);
                } catch (EngineException stubborn) {
                    refused.addSuppressed(stubborn);
                }
                throw refused;
            }
        }
        return container;
    }

    private String createBare(ContainerSpec spec) {
        return Refusals.during("creating container " + spec.name() + " of " + spec.image(), () -> {
            CreateContainerCmd command = client.commands()
                    .createContainerCmd(spec.image())
                    .withName(spec.name())
                    .withLabels(spec.labels())
                    .withEnv(environment(spec));
            spec.command().ifPresent(command::withCmd);
            // An empty list means "none" to a person; the engine wants one empty word for that.
            spec.entrypoint()
                    .map(words -> words.isEmpty() ? List.of("") : words)
                    .ifPresent(command::withEntrypoint);
            HostConfig host = confining.of(spec.confinement());
            spec.confinement().surface().user().ifPresent(command::withUser);
            switch (spec.attachment()) {
                case Attachment.None() -> host.withNetworkMode("none");
                case Attachment.Default(List<Port> publish) -> publish(command, host, publish);
                case Attachment.Joined(String network, String alias, List<Port> publish) -> {
                    host.withNetworkMode(network);
                    command.withAliases(alias);
                    publish(command, host, publish);
                }
            }
            if (!spec.confinement().secrets().files().isEmpty()) {
                List<Mount> mounts = new ArrayList<>(host.getMounts() == null ? List.of() : host.getMounts());
                mounts.add(SecretFiles.place(spec.labels()));
                host.withMounts(mounts);
            }
            return command.withHostConfig(host).exec().getId();
        });
    }

    private static List<String> environment(ContainerSpec spec) {
        Map<String, String> variables = new HashMap<>(spec.env());
        spec.confinement()
                .secrets()
                .variables()
                .forEach((name, value) -> variables.put(name, new String(value.bytes(), StandardCharsets.UTF_8)));
        return variables.entrySet().stream()
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .toList();
    }

    private static void publish(CreateContainerCmd command, HostConfig host, List<Port> ports) {
        Ports bindings = new Ports();
        ports.forEach(port -> bindings.bind(
                ExposedPort.tcp(port.container()),
                port.host() == 0
                        ? Ports.Binding.bindIp(LOOPBACK)
                        : Ports.Binding.bindIpAndPort(LOOPBACK, port.host())));
        command.withExposedPorts(ports.stream()
                .map(port -> ExposedPort.tcp(port.container()))
                .distinct()
                .toList());
        host.withPortBindings(bindings);
    }

    void start(String container) {
        Refusals.doing("starting container " + container, () -> {
            try {
                client.commands().startContainerCmd(container).exec();
            } catch (NotModifiedException runsAlready) {
                throw new EngineException(
                        Kind.CONFLICT, "starting container " + container, "it runs already", runsAlready);
            }
        });
    }

    ContainerState inspect(String container) {
        return Refusals.during(
                "inspecting container " + container,
                () -> States.of(client.commands().inspectContainerCmd(container).exec()));
    }

    ContainerState await(String container, StopSignal stop) {
        Question question =
                new Question("waiting for container " + container, "POST", "/containers/" + container + "/wait");
        client.streams().ask(question, stop, body -> body.readNBytes(64 * 1024));
        return inspect(container);
    }

    /** By {@code POST /containers/ID/update}, which Docker has taken for restart policies since API 1.23. */
    void keepRunning(String container) {
        Refusals.doing("having container " + container + " kept running", () -> client.commands()
                .updateContainerCmd(container)
                .withRestartPolicy(RestartPolicy.unlessStoppedRestart())
                .exec());
    }

    void stop(String container, Duration grace) {
        client.call(
                "stopping container " + container,
                Request.Method.POST,
                new Query("/containers/" + container + "/stop")
                        .with("t", Long.toString(Math.max(0, grace.toSeconds())))
                        .toString(),
                null,
                client.limits().callPlus(grace));
    }

    List<OpenPort> openPorts() {
        return Refusals.during("listing the ports that containers hold", () -> {
            List<OpenPort> open = new ArrayList<>();
            for (Container container : client.commands().listContainersCmd().exec()) {
                for (ContainerPort port : container.getPorts() == null ? new ContainerPort[0] : container.getPorts()) {
                    Integer host = port.getPublicPort();
                    if (host != null && host > 0) {
                        String address = port.getIp() == null ? "" : port.getIp();
                        open.add(new OpenPort(container.getId(), Belongings.name(container), address, host));
                    }
                }
            }
            return List.copyOf(open);
        });
    }

    /** Engines know it by control groups of version 1 alone. The answer without a wait is there since API 1.41. */
    OptionalLong peakMemory(String container) {
        JsonNode stats = client.get(
                "asking what container " + container + " takes",
                "/containers/" + container + "/stats?stream=0&one-shot=1");
        long peak = stats.path("memory_stats").path("max_usage").asLong();
        return peak > 0 ? OptionalLong.of(peak) : OptionalLong.empty();
    }

    void remove(String container) {
        try {
            Refusals.doing("removing container " + container, () -> client.commands()
                    .removeContainerCmd(container)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec());
        } catch (EngineException failed) {
            boolean goingAlready =
                    failed.kind() == Kind.CONFLICT && failed.answer().contains("in progress");
            if (failed.kind() != Kind.NOT_FOUND && !goingAlready) {
                throw failed;
            }
        }
    }
}
