package dev.slipway.engine.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.Refusals;
import dev.slipway.engine.docker.wire.Streams.Question;
import java.time.Duration;
import java.util.List;

/** Containers: their life from creation to removal. */
final class Containers {
    private static final String LOOPBACK = "127.0.0.1";

    private final Client client;
    private final boolean hasInit;

    /** @param hasInit whether the engine can put a small init before the container's command */
    Containers(Client client, boolean hasInit) {
        this.client = client;
        this.hasInit = hasInit;
    }

    String create(ContainerSpec spec) {
        return Refusals.during("creating container " + spec.name() + " of " + spec.image(), () -> {
            CreateContainerCmd command = client.commands()
                    .createContainerCmd(spec.image())
                    .withName(spec.name())
                    .withLabels(spec.labels())
                    .withEnv(spec.env().entrySet().stream()
                            .map(pair -> pair.getKey() + "=" + pair.getValue())
                            .toList());
            spec.command().ifPresent(command::withCmd);
            // An empty list means "none" to a person; the engine wants one empty word for that.
            spec.entrypoint()
                    .map(words -> words.isEmpty() ? List.of("") : words)
                    .ifPresent(command::withEntrypoint);
            HostConfig host = HostConfig.newHostConfig()
                    .withBinds(spec.mounts().entrySet().stream()
                            .map(mount -> new Bind(mount.getKey(), new Volume(mount.getValue())))
                            .toList());
            if (hasInit) {
                host.withInit(true);
            }
            switch (spec.attachment()) {
                case Attachment.None() -> host.withNetworkMode("none");
                case Attachment.Default(List<Integer> publish) -> publish(command, host, publish);
                case Attachment.Joined(String network, String alias, List<Integer> publish) -> {
                    host.withNetworkMode(network);
                    command.withAliases(alias);
                    publish(command, host, publish);
                }
            }
            return command.withHostConfig(host).exec().getId();
        });
    }

    private static void publish(CreateContainerCmd command, HostConfig host, List<Integer> ports) {
        Ports bindings = new Ports();
        ports.forEach(port -> bindings.bind(ExposedPort.tcp(port), Ports.Binding.bindIp(LOOPBACK)));
        command.withExposedPorts(ports.stream().map(ExposedPort::tcp).toList());
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
