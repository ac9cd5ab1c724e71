package dev.slipway.engine.docker.build;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slipway.engine.BuildListener;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.build.ContextCarrier.Sending;
import dev.slipway.engine.docker.wire.Exchange;
import dev.slipway.engine.docker.wire.JsonMessages;
import dev.slipway.engine.docker.wire.Query;
import dev.slipway.engine.docker.wire.Refusals;
import dev.slipway.engine.docker.wire.Streams;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds images with BuildKit or the classic builder, through {@code POST /build}. */
public final class Builds {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Logger LOG = LoggerFactory.getLogger(Builds.class);
    private static final int LONGEST_REFUSAL = 64 * 1024;

    /** How builders speak of mistakes in a Dockerfile when they answer with an error status. */
    private static final Pattern AUTHORS =
            Pattern.compile("(?i)dockerfile|build target|unknown instruction|(copy|add) failed|failed to solve");

    private final Streams streams;
    private final EngineInfo.Builder builder;
    private final Consumer<String> cancel;

    /** @param cancel tells the engine to give up the build of that id; bounded, and may fail */
    public Builds(Streams streams, EngineInfo.Builder builder, Consumer<String> cancel) {
        this.streams = streams;
        this.builder = builder;
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
        String id = UUID.randomUUID().toString();
        DockerfileTap tap = new DockerfileTap(request.dockerfile());
        ContextCarrier carrier = new TarBody(request.context(), told, tap);
        Query query = query(request, id);
        carrier.announce(query);
        return streams.converse(operation, stop, exchange -> stop.onRaise(reason -> hangUp(exchange, id)), exchange -> {
            try (Sending sending = carrier.send(exchange, streams.prefix() + query)) {
                return outcome(operation, exchange, sending, told, tap);
            }
        });
    }

    private BuildOutcome outcome(String operation, Exchange exchange, Sending sending, Told told, DockerfileTap tap)
            throws IOException {
        try {
            if (exchange.head().status() >= 400) {
                return refused(operation, exchange.head().status(), exchange.bodyText(LONGEST_REFUSAL), tap);
            }
            Answer answer =
                    switch (builder) {
                        case BUILDKIT -> new BuildKitAnswer(told);
                        case CLASSIC -> new ClassicAnswer(told);
                    };
            JsonMessages.read(exchange.body(), answer::take);
            answer.end();
            if (answer.error().isPresent()) {
                return new Failure(answer, tap.text().map(DockerfileText::new)).outcome();
            }
            String image = answer.imageId()
                    .orElseThrow(() -> new EngineException(
                            Kind.FAILED, operation, "the build ended without telling the image's id"));
            return new BuildOutcome.Built(image, sending.bytes());
        } catch (IOException broken) {
            Optional<IOException> unreadable = sending.unreadable();
            if (unreadable.isEmpty()) {
                throw broken;
            }
            return new BuildOutcome.Failed(
                    "reading the context: " + unreadable.orElseThrow().getMessage(), null, null, List.of(), null);
        }
    }

    /** A refusal because of what the Dockerfile says is the build's fate; any other is the engine's. */
    private static BuildOutcome refused(String operation, int status, String body, DockerfileTap tap) {
        String message = Refusals.message(body);
        if (!AUTHORS.matcher(message).find()) {
            throw Refusals.refusal(operation, status, body);
        }
        return new BuildOutcome.Failed(
                message,
                null,
                null,
                List.of(),
                tap.text()
                        .map(DockerfileText::new)
                        .flatMap(dockerfile -> dockerfile.ofComplaint(message))
                        .orElse(null));
    }

    /**
     * Off the raising thread, which must not wait. The engine is told first: it gives up at once, whereas it may take
     * its time to see that nobody listens any more.
     */
    private void hangUp(Exchange exchange, String id) {
        Runnable work = () -> {
            try {
                if (builder == EngineInfo.Builder.BUILDKIT) {
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

    private Query query(BuildRequest request, String id) {
        Query query =
                new Query("/build").with("dockerfile", request.dockerfile()).with("rm", "1");
        switch (builder) {
            case BUILDKIT -> query.with("version", "2").with("buildid", id);
            case CLASSIC -> query.with("forcerm", "1");
        }
        request.tags().forEach(tag -> query.with("t", tag));
        query.with("target", request.target().orElse(""))
                .with("platform", request.platform().orElse(""))
                .with("buildargs", json(request.args()))
                .with("labels", json(request.labels()));
        return switch (request.freshness()) {
            case CACHED -> query;
            case NO_CACHE -> query.with("nocache", "1");
        };
    }

    /** In a fixed order, so that equal builds ask equal questions. */
    private static String json(Map<String, String> pairs) {
        if (pairs.isEmpty()) {
            return "";
        }
        ObjectNode object = JSON.createObjectNode();
        new TreeMap<>(pairs).forEach(object::put);
        return object.toString();
    }
}
