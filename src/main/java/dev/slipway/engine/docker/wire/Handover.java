package dev.slipway.engine.docker.wire;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.Duplex;
import dev.slipway.engine.buildkit.NotOffered;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;

/**
 * Connections that an engine hands over to another protocol. Waits for its word no longer than {@code limit}: proxies are
 * known to swallow requests of this kind.
 */
public final class Handover {
    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final byte[] NOTHING = {};
    private static final List<Header> UPGRADE =
            List.of(new Header("Connection", "Upgrade"), new Header("Upgrade", "h2c"));

    private final Dialer dialer;
    private final Watchdog watchdog;
    private final Duration limit;
    private final String prefix;

    /** @param prefix the agreed API version, as {@code /v1.41} */
    public Handover(Dialer dialer, Watchdog watchdog, Duration limit, String prefix) {
        this.dialer = dialer;
        this.watchdog = watchdog;
        this.limit = limit;
        this.prefix = prefix;
    }

    /**
     * Asks for HTTP/2 on a fresh connection.
     *
     * @throws NotOffered when the engine answers anything but 101, or not in time
     * @throws IOException when the conversation broke off or {@code stop} was raised
     */
    public Duplex upgrade(String path, List<Header> headers, StopSignal stop) throws IOException {
        List<Header> all = new ArrayList<>(UPGRADE);
        all.addAll(headers);
        Exchange exchange = Exchange.dial(dialer);
        boolean handedOver = false;
        try (StopSignal.Registration tied = stop.onRaise(why -> exchange.abort())) {
            Optional<String> refusal = within("POST " + path, () -> refusal(exchange, path, all));
            if (refusal.isPresent()) {
                throw new NotOffered(refusal.orElseThrow());
            }
            handedOver = true;
            return exchange.handedOver();
        } finally {
            if (!handedOver) {
                exchange.close();
            }
        }
    }

    /** A fresh connection that HTTP/2 is spoken on from its start, to an engine that may or may not understand it. */
    public Duplex fresh() throws IOException {
        try {
            return Exchange.handedOver(dialer.dial(Dialer.Language.HTTP_2));
        } catch (SSLException refused) {
            throw new NotOffered("HTTP/2 from the start: " + refused.getMessage(), refused);
        }
    }

    private Optional<String> refusal(Exchange exchange, String path, List<Header> headers) throws IOException {
        exchange.send("POST", prefix + path, headers, NOTHING);
        int status = exchange.head().status();
        return status == 101
                ? Optional.empty()
                : Optional.of("POST %s is answered with %d, %s"
                        .formatted(path, status, Refusals.message(exchange.bodyText(LONGEST_REFUSAL))));
    }

    private Optional<String> within(String operation, Callable<Optional<String>> work) throws IOException {
        try {
            return watchdog.call(operation, limit, work);
        } catch (EngineException unanswered) {
            if (unanswered.kind() == Kind.TIMEOUT) {
                throw new NotOffered(operation + ": " + unanswered.answer(), unanswered);
            }
            throw unanswered;
        } catch (IOException | RuntimeException passedOn) {
            throw passedOn;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
