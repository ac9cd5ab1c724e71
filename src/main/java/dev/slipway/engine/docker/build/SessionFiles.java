package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.TreeEntry;
import dev.slipway.engine.buildkit.Session;
import dev.slipway.engine.docker.wire.Exchange;
import dev.slipway.engine.docker.wire.Query;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files by way of a session: the request has no body, and the engine asks for what it lacks. */
final class SessionFiles implements ContextCarrier {
    private static final Logger LOG = LoggerFactory.getLogger(SessionFiles.class);
    private static final int LARGEST = 1 << 20;
    private static final byte[] NOTHING = {};

    private final Session session;
    private final Delivery delivery;
    private final String dockerfile;
    private final BuildListener listener;

    /** Takes over {@code session} and {@code delivery}. */
    SessionFiles(Session session, Delivery delivery, String dockerfile, BuildListener listener) {
        this.session = session;
        this.delivery = delivery;
        this.dockerfile = dockerfile;
        this.listener = listener;
    }

    @Override
    public void announce(Query parameters) {
        parameters.with("remote", "client-session").with("session", session.id());
    }

    @Override
    public Sending send(Exchange exchange, String path) throws IOException {
        exchange.send("POST", path, TarBody.HEADERS, NOTHING);
        return new OnDemand();
    }

    @Override
    public void close() {
        try (delivery) {
            session.close();
        }
    }

    /** The text of a Dockerfile, for the place of a failure; what cannot be read costs the place, never the build. */
    static Optional<String> text(Delivery delivery, String dockerfile) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            delivery.dockerfile().walk(new Wanted(List.of(), List.of(), List.of(dockerfile)), entry -> {
                if (entry instanceof TreeEntry.RegularFile file
                        && file.path().equals(dockerfile)
                        && file.size() <= LARGEST) {
                    file.content().writeTo(text);
                }
            });
        } catch (IOException unreadable) {
            LOG.debug("reading {} for the place of a failure", dockerfile, unreadable);
            return Optional.empty();
        }
        return text.size() == 0 ? Optional.empty() : Optional.of(text.toString(StandardCharsets.UTF_8));
    }

    private final class OnDemand implements Sending {
        @Override
        public long bytes() {
            return session.bytes();
        }

        @Override
        public Optional<IOException> unreadable() {
            return session.unreadable();
        }

        @Override
        public boolean lost(Duration patience) throws IOException {
            try {
                return session.lost(patience);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }

        @Override
        public Optional<String> dockerfile() {
            return text(delivery, dockerfile);
        }

        @Override
        public void close() {
            listener.contextSent(session.bytes());
        }
    }
}
