package dev.slipway.engine.docker.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Conversations that last: one connection each, read by the calling thread, hung up the moment the signal is raised.
 * {@code prefix} is the agreed API version, as {@code /v1.41}.
 */
public final class Streams {
    private static final int LONGEST_REFUSAL = 64 * 1024;

    private final Dialer dialer;
    private final String prefix;
    private final Pulse pulse;

    public Streams(Dialer dialer, String prefix, Pulse pulse) {
        this.dialer = dialer;
        this.prefix = prefix;
        this.pulse = pulse;
    }

    /** A question whose answer is read as it comes. */
    public record Question(String operation, String method, String path, String body, List<Header> headers) {
        public Question {
            headers = List.copyOf(headers);
        }

        public Question(String operation, String method, String path, String body) {
            this(operation, method, path, body, List.of());
        }

        public Question(String operation, String method, String path) {
            this(operation, method, path, "");
        }
    }

    /** Reads an answer to its end. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(InputStream body) throws IOException;
    }

    /**
     * @throws EngineException STOPPED when the signal was raised before the answer was complete, UNREACHABLE when the
     *     conversation broke off, or what the engine's refusal means
     */
    public <T> T ask(Question question, StopSignal stop, Reader<T> reader) {
        return converse(question.operation(), stop, exchange -> {
            exchange.send(
                    question.method(),
                    prefix + question.path(),
                    Stream.concat(HEADERS.stream(), question.headers().stream()).toList(),
                    question.body().getBytes(StandardCharsets.UTF_8));
            accepted(question.operation(), exchange);
            return reader.read(exchange.body());
        });
    }

    private static final List<Header> HEADERS = List.of(new Header("Content-Type", "application/json"));

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Talk<T> {
        T with(Exchange exchange) throws IOException;
    }

    /** A whole conversation on a fresh connection, errors translated. */
    public <T> T converse(String operation, StopSignal stop, Talk<T> talk) {
        return converse(operation, stop, exchange -> stop.onRaise(why -> exchange.abort()), talk);
    }

    /** What ties a conversation to the signal. */
    @FunctionalInterface
    public interface Tie {
        StopSignal.Registration to(Exchange exchange);
    }

    /** As {@link #converse(String, StopSignal, Talk)}, with another way of hanging up. */
    public <T> T converse(String operation, StopSignal stop, Tie tie, Talk<T> talk) {
        if (stop.raised()) {
            throw stopped(operation, stop);
        }
        try (Exchange exchange = Exchange.dial(dialer);
                Pulse.Watch watch = pulse.watch(exchange)) {
            StopSignal.Registration tied = tie.to(exchange);
            try {
                T result = talk.with(exchange);
                if (exchange.aborted()) {
                    throw stopped(operation, stop);
                }
                return result;
            } catch (IOException broken) {
                EngineException lost = watch.lost().orElseThrow(() -> broken);
                throw new EngineException(
                        Kind.UNREACHABLE, operation, "the engine gives no sign of life: " + lost.answer(), broken);
            } finally {
                tied.close();
            }
        } catch (JsonProcessingException malformed) {
            throw stop.raised()
                    ? stopped(operation, stop)
                    : new EngineException(
                            Kind.FAILED,
                            operation,
                            "an answer that makes no sense: " + malformed.getOriginalMessage(),
                            malformed);
        } catch (ClosedByInterruptException interrupted) {
            throw new EngineException(Kind.STOPPED, operation, "interrupted", interrupted);
        } catch (IOException broken) {
            throw brokenOff(operation, stop, broken);
        }
    }

    /** Watches over a conversation that goes another way, until the watch is closed. */
    public Pulse.Watch watch(LongSupplier heard, Runnable hangUp) {
        return pulse.watch(heard, hangUp);
    }

    /** What a broken conversation means: that it was stopped, or that the engine is out of reach. */
    public static EngineException brokenOff(String operation, StopSignal stop, IOException broken) {
        return stop.raised() ? stopped(operation, stop) : Refusals.unreachable(operation, broken);
    }

    /** Throws unless the engine's answer is a success. */
    public static void accepted(String operation, Exchange exchange) throws IOException {
        int status = exchange.head().status();
        if (status >= 400) {
            throw Refusals.refusal(operation, status, exchange.bodyText(LONGEST_REFUSAL));
        }
    }

    public String prefix() {
        return prefix;
    }

    private static EngineException stopped(String operation, StopSignal stop) {
        return new EngineException(
                Kind.STOPPED,
                operation,
                stop.reason().map(why -> "stopped: " + why).orElse("hung up"));
    }
}
