package dev.slipway.engine.buildkit;

import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.sync.FileSync;
import io.grpc.ServerServiceDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * What an engine may ask for while it builds: files, secrets, ssh agents, logins to registries. Open it before the build is
 * ordered and close it when the build's answer has been read; in between it serves on threads of its own.
 */
public final class Session implements AutoCloseable {
    private final String id;
    private final FileSync files;
    private final SessionServer server;

    private Session(String id, FileSync files, SessionServer server) {
        this.id = id;
        this.files = files;
        this.server = server;
    }

    /** What is served. {@code sent} hears now and then how many bytes of files have left in all. */
    public record Offer(Delivery delivery, BuildAccess access, RegistryLogins logins, LongConsumer sent) {}

    /**
     * Opens a session by {@code carrier}. The delivery stays open; closing it is for whoever made it, after the session.
     *
     * @throws NotOffered when the engine gives no session this way
     * @throws IOException when the conversation broke off or was stopped
     */
    public static Session open(Carrier carrier, Offer offer, StopSignal stop) throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "");
        FileSync files = new FileSync(offer.delivery(), offer.sent());
        try {
            List<ServerServiceDefinition> advertised = List.of(
                    files.service(),
                    new Auth(new RememberedLogins(offer.logins(), System::nanoTime)).service(),
                    new Secrets(offer.access().secrets()).service(),
                    new SshAgents(offer.access().agents()).service());
            Duplex bytes = carrier.open(new SessionHead(id, offer.delivery().key(), methods(advertised)), stop);
            List<ServerServiceDefinition> all = Stream.concat(Stream.of(Health.service()), advertised.stream())
                    .toList();
            return new Session(id, files, SessionServer.on(bytes, all));
        } catch (IOException | RuntimeException failed) {
            files.close();
            throw failed;
        }
    }

    /**
     * Whether the ssh agents that a build is given are there. BuildKit itself leaves an agent out that it cannot reach,
     * unless the step requires it.
     *
     * @throws IOException when one is not, naming it
     */
    public static void probe(BuildAccess access) throws IOException {
        new SshAgents(access.agents()).probe();
    }

    /** What the build calls it. */
    public String id() {
        return id;
    }

    /** Bytes of files sent so far. */
    public long bytes() {
        return files.bytes();
    }

    /** Why a file could not be read, if one could not. */
    public Optional<IOException> unreadable() {
        return files.unreadable();
    }

    /**
     * Whether the connection broke while the session was open. What the engine says of it on another connection may be here
     * before the end of this one is; {@code patience} is how long to wait for that.
     */
    public boolean lost(Duration patience) throws InterruptedException {
        return server.lost(patience);
    }

    @Override
    public void close() {
        try (server) {
            files.close();
        }
    }

    private static List<String> methods(List<ServerServiceDefinition> services) {
        return services.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(method -> "/" + method.getMethodDescriptor().getFullMethodName())
                .sorted()
                .toList();
    }
}
