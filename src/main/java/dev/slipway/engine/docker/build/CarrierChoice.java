package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.NotOffered;
import dev.slipway.engine.buildkit.Session;
import dev.slipway.engine.docker.wire.Header;
import dev.slipway.engine.docker.wire.RegistryAuth;
import dev.slipway.engine.docker.wire.Streams;
import java.io.IOException;
import java.util.List;

/**
 * How the files of a build travel: by a session wherever BuildKit gives one, else whole. Without a session there are no
 * secrets, no ssh agents and no logins, so a build that needs the first two is not begun.
 */
record CarrierChoice(EngineInfo.Builder builder, Sessions sessions) {
    /**
     * @throws NotOffered when it would be by a session, and the engine gives none
     * @throws IOException when the files cannot be read, naming the one
     */
    ContextCarrier of(String operation, BuildRequest request, Told told, StopSignal stop) throws IOException {
        return switch (builder) {
            case CLASSIC -> whole(request, told, RegistryAuth.forBuild(sessions.logins()));
            case BUILDKIT -> bySession(operation, request, told, stop);
        };
    }

    private ContextCarrier bySession(String operation, BuildRequest request, Told told, StopSignal stop)
            throws IOException {
        Delivery delivery = request.files().deliver(request.freshness());
        boolean open = false;
        try {
            Session session = session(
                    operation,
                    new Session.Offer(delivery, request.access(), sessions.logins(), told::contextSent),
                    stop);
            open = true;
            return new SessionFiles(session, delivery, request.dockerfile(), told);
        } finally {
            if (!open) {
                delivery.close();
            }
        }
    }

    /**
     * The whole, to an engine whose BuildKit gives no session.
     *
     * @param answers what it says to those who ask for one
     * @throws EngineException UNSUPPORTED when the build cannot do without
     */
    ContextCarrier withoutSession(String operation, BuildRequest request, Told told, String answers) {
        if (!request.access().equals(BuildAccess.NONE)) {
            throw new EngineException(
                    Kind.UNSUPPORTED,
                    operation,
                    "its secrets and ssh agents need a BuildKit session, and the engine gives none: " + answers);
        }
        told.warning("the engine gives no BuildKit session, so the whole context is sent and registries are asked"
                + " without a login: " + answers);
        return whole(request, told, List.of());
    }

    private Session session(String operation, Session.Offer offer, StopSignal stop) throws NotOffered {
        try {
            return sessions.open(offer, stop);
        } catch (NotOffered without) {
            throw without;
        } catch (IOException broken) {
            throw Streams.brokenOff(operation, stop, broken);
        }
    }

    private ContextCarrier whole(BuildRequest request, Told told, List<Header> headers) {
        return new TarBody(request.files().tarFor(builder), told, new DockerfileTap(request.dockerfile()), headers);
    }
}
