package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildOutcome.Failed;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.NotOffered;
import dev.slipway.engine.buildkit.Session;
import dev.slipway.engine.docker.build.ContextCarrier.Sending;
import dev.slipway.engine.docker.wire.Exchange;
import dev.slipway.engine.docker.wire.JsonMessages;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.Refusals;
import dev.slipway.engine.docker.wire.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds images with BuildKit or the classic builder: through {@code POST /build} where that has the words for it, else
 * by speaking to BuildKit itself.
 */
public final class Builds {
    private static final Logger LOG = LoggerFactory.getLogger(Builds.class);
    /** How engines complain of a session that they have lost. */
    private static final Pattern OF_A_SESSION =
            Pattern.compile("(?i)no active session|client connection is closing|transport is closing");

    /** How long the end of a session may take to get here on its own connection. */
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final int LONGEST_REFUSAL = 64 * 1024;

    /** How builders speak of mistakes in a Dockerfile when they answer with an error status. */
    private static final Pattern AUTHORS =
            Pattern.compile("(?i)dockerfile|build target|unknown instruction|(copy|add) failed|failed to solve");

    private final Streams streams;
    private final EngineInfo engine;
    private final CarrierChoice carriers;
    private final Solves solves;
    private final Consumer<String> cancel;

    /** @param cancel tells the engine to give up the build of that id; bounded, and may fail */
    public Builds(Streams streams, EngineInfo engine, Sessions sessions, Lines lines, Consumer<String> cancel) {
        this.streams = streams;
        this.engine = engine;
        this.carriers = new CarrierChoice(engine.builder(), sessions);
        this.solves = new Solves(lines, sessions.logins(), streams);
        this.cancel = cancel;
    }

    public BuildOutcome build(BuildRequest request, BuildListener listener, StopSignal stop) {
        String operation = "building " + request.dockerfile();
        Told told = new Told(listener);
        String why = "the build broke off";
        try {
            BuildOutcome outcome = converse(operation, request, told, stop);
            why = "the build ended before this step did";
            return outcome;
        } catch (EngineException failed) {
            why = failed.answer();
            throw failed;
        } finally {
            told.close(why);
        }
    }

    private BuildOutcome converse(String operation, BuildRequest request, Told told, StopSignal stop) {
        Optional<String> beyond = Beyond.of(operation, request, engine);
        try {
            Session.probe(request.access());
        } catch (IOException absent) {
            return failed(absent.getMessage() + ". Maybe start an agent, or set SSH_AUTH_SOCK to the one that runs.");
        }
        if (beyond.isPresent()) {
            try {
                return solves.build(operation, request, told, stop);
            } catch (NotOffered without) {
                throw new EngineException(
                        Kind.UNSUPPORTED,
                        operation,
                        beyond.orElseThrow() + " is for the builder itself, and the engine lets nobody speak to it: "
                                + without.getMessage(),
                        without);
            }
        }
        try {
            return posted(operation, request, told, stop, carriers.of(operation, request, told, stop));
        } catch (NotOffered without) {
            return withoutSession(operation, request, told, stop, without);
        } catch (IOException unreadable) {
            return unreadable(operation, stop, unreadable);
        }
    }

    /** An engine that hands no connection over may still let its builder be spoken to; else the files are sent whole. */
    private BuildOutcome withoutSession(
            String operation, BuildRequest request, Told told, StopSignal stop, NotOffered noSession) {
        try {
            return solves.build(operation, request, told, stop);
        } catch (NotOffered noLine) {
            String answers = noSession.getMessage() + "; " + noLine.getMessage();
            return posted(operation, request, told, stop, carriers.withoutSession(operation, request, told, answers));
        }
    }

    private BuildOutcome posted(
            String operation, BuildRequest request, Told told, StopSignal stop, ContextCarrier opened) {
        String id = UUID.randomUUID().toString();
        try (ContextCarrier carrier = opened) {
            Query query = BuildQuery.of(request, engine.builder(), id);
            carrier.announce(query);
            return streams.converse(
                    operation, stop, exchange -> stop.onRaise(reason -> hangUp(exchange, id)), exchange -> {
                        try (Sending sending = carrier.send(exchange, streams.prefix() + query)) {
                            return outcome(operation, exchange, sending, told);
                        }
                    });
        }
    }

    private BuildOutcome outcome(String operation, Exchange exchange, Sending sending, Told told) throws IOException {
        try {
            if (exchange.head().status() >= 400) {
                return refused(operation, exchange.head().status(), exchange.bodyText(LONGEST_REFUSAL), sending);
            }
            Answer answer =
                    switch (engine.builder()) {
                        case BUILDKIT -> new BuildKitAnswer(told);
                        case CLASSIC -> new ClassicAnswer(told);
                    };
            JsonMessages.read(exchange.body(), answer::take);
            answer.end();
            if (answer.error().isPresent()) {
                return complaint(operation, answer, sending);
            }
            String image = answer.imageId()
                    .orElseThrow(() -> new EngineException(
                            Kind.FAILED, operation, "the build ended without telling the image's id"));
            return new BuildOutcome.Built(image, sending.bytes());
        } catch (IOException broken) {
            return unreadable(sending.unreadable().orElseThrow(() -> broken));
        }
    }

    /** Says first what is the cause, where the engine can only tell what followed from it. */
    private static BuildOutcome complaint(String operation, Answer answer, Sending sending) throws IOException {
        Optional<IOException> unreadable = sending.unreadable();
        if (unreadable.isPresent()) {
            return unreadable(unreadable.orElseThrow());
        }
        String error = answer.error().orElseThrow();
        if (sending.lost(OF_A_SESSION.matcher(error).find() ? FAREWELL : Duration.ZERO)) {
            throw new EngineException(Kind.UNREACHABLE, operation, "the session broke off: " + error);
        }
        return new Failure(answer, sending.dockerfile().map(DockerfileText::new)).outcome();
    }

    /** A refusal because of what the Dockerfile says is the build's fate; any other is the engine's. */
    private static BuildOutcome refused(String operation, int status, String body, Sending sending) {
        String message = Refusals.message(body);
        if (!isAuthors(message)) {
            throw Refusals.refusal(operation, status, body);
        }
        return new Failed(
                message,
                null,
                null,
                List.of(),
                sending.dockerfile()
                        .map(DockerfileText::new)
                        .flatMap(dockerfile -> dockerfile.ofComplaint(message))
                        .orElse(null));
    }

    /** Whether a refusal speaks of a mistake in the Dockerfile. */
    static boolean isAuthors(String message) {
        return AUTHORS.matcher(message).find();
    }

    /** A context that was not read to its end because of the signal says nothing against itself. */
    static Failed unreadable(String operation, StopSignal stop, IOException why) {
        if (stop.raised()) {
            throw Streams.brokenOff(operation, stop, why);
        }
        return unreadable(why);
    }

    static Failed unreadable(IOException why) {
        return failed("reading the context: " + why.getMessage());
    }

    private static Failed failed(String message) {
        return new Failed(message, null, null, List.of(), null);
    }

    /**
     * Off the raising thread, which must not wait. The engine is told first: it gives up at once, whereas it may take
     * its time to see that nobody listens any more.
     */
    private void hangUp(Exchange exchange, String id) {
        Runnable work = () -> {
            try {
                if (engine.builder() == EngineInfo.Builder.BUILDKIT) {
                    cancel.accept(id);
                }
            } catch (EngineException notToldInTime) {
                LOG.debug("cancelling build {}", id, notToldInTime);
            } finally {
                exchange.abort();
            }
        };
        Thread.ofPlatform().daemon().name("cancel-build").start(work);
    }
}
