package dev.slipway.engine.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.SSLConfig;
import dev.slipway.engine.BuildListener;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.ContainerFile;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ExecOutcome;
import dev.slipway.engine.Housekeeping;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.ImageLayer;
import dev.slipway.engine.LogSection;
import dev.slipway.engine.OpenPort;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.TimedSink;
import dev.slipway.engine.docker.build.Builds;
import dev.slipway.engine.docker.build.Lines;
import dev.slipway.engine.docker.build.SessionUpgrade;
import dev.slipway.engine.docker.build.Sessions;
import dev.slipway.engine.docker.wire.Dialer;
import dev.slipway.engine.docker.wire.Handover;
import dev.slipway.engine.docker.wire.Pulse;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.Refusals;
import dev.slipway.engine.docker.wire.Streams;
import dev.slipway.engine.docker.wire.Watchdog;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A Docker Engine from 20.10 on, or Podman's socket, through its HTTP API. Short calls go through docker-java's commands
 * and a pool of connections, each bounded; whatever streams has a connection of its own.
 */
public final class DockerEngine implements Engine {
    private static final int POOL = 100;
    private static final Duration CANCEL = Duration.ofSeconds(5);

    private final EngineInfo info;
    private final ShortCalls calls;
    private final Watchdog watchdog;
    private final Builds builds;
    private final Images images;
    private final Commit commit;
    private final Containers containers;
    private final Archive archive;
    private final Output output;
    private final Belongings belongings;
    private final Upkeep upkeep;

    private DockerEngine(EngineInfo greeted, Client client, Sessions sessions, Lines lines, Watchdog watchdog) {
        JsonNode facts = client.get("asking the engine what it has", "/info");
        this.info = greeted.with(store(facts));
        this.calls = client.calls();
        this.watchdog = watchdog;
        this.builds = new Builds(client.streams(), info, sessions, lines, id -> cancel(client, id));
        this.images = new Images(client, sessions.logins());
        this.commit = new Commit(client);
        this.containers = new Containers(client, Confining.by(facts));
        this.archive = new Archive(client);
        this.output = new Output(client);
        this.belongings = new Belongings(client.commands());
        this.upkeep = new Upkeep(client, sessions.logins(), sessions.carriers().getFirst());
    }

    /** As {@link #connect(EngineAddress, BuilderChoice)}, with the builder that the engine prefers. */
    public static DockerEngine connect(EngineAddress address) {
        return connect(address, BuilderChoice.AUTO);
    }

    /** As {@link #connect(EngineAddress, BuilderChoice, RegistryLogins)}, a stranger to every registry. */
    public static DockerEngine connect(EngineAddress address, BuilderChoice choice) {
        return connect(address, choice, RegistryLogins.NONE);
    }

    /**
     * Greets the engine and agrees on a version.
     *
     * @param logins for registries that ask who pulls, while the engine builds too
     * @throws EngineException UNREACHABLE, TIMEOUT, or UNSUPPORTED when there is no version that both speak
     */
    public static DockerEngine connect(EngineAddress address, BuilderChoice choice, RegistryLogins logins) {
        return connect(address, choice, logins, Limits.USUAL);
    }

    static DockerEngine connect(EngineAddress address, BuilderChoice choice, RegistryLogins logins, Limits limits) {
        SSLConfig tls = address.certificateFolder()
                .<SSLConfig>map(folder -> new LocalDirectorySSLConfig(folder.toString()))
                .orElse(null);
        SSLContext context = context(address, tls);
        Watchdog watchdog = new Watchdog();
        ShortCalls calls = new ShortCalls(
                new ApacheDockerHttpClient.Builder()
                        .dockerHost(address.endpoint())
                        .sslConfig(tls)
                        .maxConnections(POOL)
                        .connectionTimeout(limits.connect())
                        .responseTimeout(limits.call())
                        .build(),
                watchdog,
                limits.call());
        try {
            EngineInfo info = new Handshake(calls, address).agree(choice);
            Dialer dialer = new Dialer(address.endpoint(), context, limits.connect(), watchdog);
            Pulse pulse = new Pulse(() -> Refusals.doing("asking for a sign of life", calls::ping), limits.pulse());
            String prefix = "/v" + info.apiVersion();
            Streams streams = new Streams(dialer, prefix, pulse);
            Handover handover = new Handover(dialer, watchdog, limits.connect(), prefix);
            return new DockerEngine(
                    info,
                    new Client(DockerClientImpl.getInstance(config(address, info), calls), calls, streams, limits),
                    new Sessions(List.of(new SessionUpgrade(handover)), logins),
                    new Lines(
                            List.of(stop -> handover.upgrade("/grpc", List.of(), stop), stop -> handover.fresh()),
                            limits.connect()),
                    watchdog);
        } catch (RuntimeException failed) {
            release(calls, watchdog);
            throw failed;
        }
    }

    private static DefaultDockerClientConfig config(EngineAddress address, EngineInfo info) {
        return new DefaultDockerClientConfig.Builder()
                .withDockerHost(address.endpoint().toString())
                .withDockerTlsVerify(false)
                .withApiVersion(RemoteApiVersion.parseConfig(info.apiVersion()))
                .withRegistryUrl("https://index.docker.io/v1/")
                .build();
    }

    /** Without this check a folder without certificates would mean plain TCP, unnoticed. */
    private static @Nullable SSLContext context(EngineAddress address, @Nullable SSLConfig tls) {
        if (tls == null) {
            return null;
        }
        String operation = "reading the engine's certificates in "
                + address.certificateFolder().orElseThrow();
        SSLContext context;
        try {
            context = tls.getSSLContext();
        } catch (GeneralSecurityException | RuntimeException unreadable) {
            throw new EngineException(Kind.REFUSED, operation, String.valueOf(unreadable.getMessage()), unreadable);
        }
        if (context == null) {
            throw new EngineException(
                    Kind.REFUSED, operation, "ca.pem, cert.pem or key.pem is missing. Maybe set DOCKER_CERT_PATH.");
        }
        return context;
    }

    /** Drivers of containerd's store say so among their facts; the older ones know no such fact. */
    private static EngineInfo.Store store(JsonNode info) {
        for (JsonNode fact : info.path("DriverStatus")) {
            if (fact.path(0).asText("").equals("driver-type")
                    && fact.path(1).asText("").startsWith("io.containerd.snapshotter")) {
                return EngineInfo.Store.CONTAINERD;
            }
        }
        return EngineInfo.Store.LAYERS;
    }

    private static void cancel(Client client, String build) {
        client.call(
                "cancelling build " + build,
                Request.Method.POST,
                new Query("/build/cancel").with("id", build).toString(),
                null,
                CANCEL);
    }

    @Override
    public EngineInfo info() {
        return info;
    }

    @Override
    public Optional<ImageFacts> image(String reference) {
        return images.image(reference);
    }

    @Override
    public List<ImageLayer> layers(String image) {
        return images.layers(image);
    }

    @Override
    public List<ImageFacts> imagesLabelled(String label, String value) {
        return images.labelled(label, value);
    }

    @Override
    public void pull(String reference, OutputSink progress, StopSignal stop) {
        images.pull(reference, progress, stop);
    }

    @Override
    public BuildOutcome build(BuildRequest request, BuildListener listener, StopSignal stop) {
        return builds.build(request, listener, stop);
    }

    @Override
    public void tag(String image, String reference) {
        images.tag(image, reference);
    }

    @Override
    public void removeImage(String reference) {
        images.remove(reference);
    }

    @Override
    public String createContainer(ContainerSpec spec) {
        return containers.create(spec);
    }

    @Override
    public void start(String container) {
        containers.start(container);
    }

    @Override
    public ContainerState inspect(String container) {
        return containers.inspect(container);
    }

    @Override
    public ContainerState await(String container, StopSignal stop) {
        return containers.await(container, stop);
    }

    @Override
    public void keepRunning(String container) {
        containers.keepRunning(container);
    }

    @Override
    public void stop(String container, Duration grace) {
        containers.stop(container, grace);
    }

    @Override
    public ExecOutcome exec(
            String container, List<String> command, Map<String, String> env, OutputSink sink, StopSignal stop) {
        return output.exec(container, command, env, sink, stop);
    }

    @Override
    public List<String> logTail(String container, int lines) {
        return output.tail(container, lines);
    }

    @Override
    public void followLog(String container, OutputSink sink, StopSignal stop) {
        output.follow(container, sink, stop);
    }

    @Override
    public void readLog(String container, LogSection section, TimedSink sink, StopSignal stop) {
        output.readTimed(container, section, sink, stop);
    }

    @Override
    public List<ContainerFile> files(String container, String path, long most, StopSignal stop) {
        return archive.files(container, path, most, stop);
    }

    @Override
    public OptionalLong peakMemory(String container) {
        return containers.peakMemory(container);
    }

    @Override
    public String commit(String container, String configurationOf, Map<String, String> labels) {
        return commit.of(container, configurationOf, labels);
    }

    @Override
    public void removeContainer(String container) {
        containers.remove(container);
    }

    @Override
    public String createNetwork(String name, boolean internal, Map<String, String> labels) {
        return belongings.createNetwork(name, internal, labels);
    }

    @Override
    public void removeNetwork(String network) {
        belongings.removeNetwork(network);
    }

    @Override
    public void createVolume(String name, Map<String, String> labels) {
        belongings.createVolume(name, labels);
    }

    @Override
    public void removeVolume(String name) {
        belongings.removeVolume(name);
    }

    @Override
    public List<OwnedObject> owned(String label) {
        return belongings.owned(label);
    }

    @Override
    public List<OpenPort> openPorts() {
        return containers.openPorts();
    }

    @Override
    public Housekeeping housekeeping() {
        return upkeep;
    }

    @Override
    public void close() {
        release(calls, watchdog);
    }

    private static void release(ShortCalls calls, Watchdog watchdog) {
        try (watchdog;
                calls) {
            return;
        } catch (IOException alreadyBroken) {
            return;
        }
    }
}
