package dev.slipway.engine.docker.build;

import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.NotOffered;
import dev.slipway.engine.buildkit.Session;
import dev.slipway.engine.buildkit.control.Control;
import dev.slipway.engine.buildkit.control.Solution;
import dev.slipway.engine.buildkit.control.Wishes;
import dev.slipway.engine.docker.wire.Pulse;
import dev.slipway.engine.docker.wire.Streams;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * Builds by speaking to the engine's builder itself, {@code Control.Solve}: session, order and status go over one
 * connection, and hanging that up is what cancels a build.
 */
record Solves(Lines lines, RegistryLogins logins, Streams streams) {
    /**
     * @throws NotOffered when the engine lets nobody speak to its builder; nothing has been begun then
     * @throws EngineException as {@code Engine.build} does
     */
    BuildOutcome build(String operation, BuildRequest request, Told told, StopSignal stop) throws NotOffered {
        Delivery delivery;
        try {
            delivery = request.files().deliver(request.freshness());
        } catch (IOException unreadable) {
            return Builds.unreadable(operation, stop, unreadable);
        }
        try (delivery;
                Control control = dial(operation, stop)) {
            return watched(new Order(operation, request, delivery), control, told, stop);
        }
    }

    private record Order(String operation, BuildRequest request, Delivery delivery) {}

    private Control dial(String operation, StopSignal stop) throws NotOffered {
        try {
            return lines.open(stop);
        } catch (NotOffered without) {
            throw without;
        } catch (IOException broken) {
            throw Streams.brokenOff(operation, stop, broken);
        }
    }

    private BuildOutcome watched(Order order, Control control, Told told, StopSignal stop) {
        try (Pulse.Watch watch = streams.watch(control::heard, control::hangUp);
                StopSignal.Registration tied = stop.onRaise(why -> control.hangUp())) {
            try {
                return solved(order, control, told, stop);
            } catch (IOException broken) {
                Optional<EngineException> lost = watch.lost();
                throw lost.isPresent() && !stop.raised()
                        ? new EngineException(
                                Kind.UNREACHABLE,
                                order.operation(),
                                "the engine gives no sign of life: "
                                        + lost.orElseThrow().answer(),
                                broken)
                        : Streams.brokenOff(order.operation(), stop, broken);
            }
        }
    }

    private BuildOutcome solved(Order order, Control control, Told told, StopSignal stop) throws IOException {
        BuildRequest request = order.request();
        Session.Offer offer = new Session.Offer(order.delivery(), request.access(), logins, told::contextSent);
        SolveAccount account = new SolveAccount(told);
        try (Session session = Session.open((head, until) -> control.session(head), offer, stop)) {
            String id = UUID.randomUUID().toString();
            Solution solution = control.solve(Wishes.of(request, id, session.id()), account::take);
            if (stop.raised()) {
                throw new IOException("stopped");
            }
            told.contextSent(session.bytes());
            return switch (solution) {
                case Solution.Solved solved ->
                    new BuildOutcome.Built(
                            solved.imageId()
                                    .orElseThrow(() -> new EngineException(
                                            Kind.FAILED,
                                            order.operation(),
                                            "the build ended without telling the image's id")),
                            session.bytes());
                case Solution.Refused refused -> refused(order, account.with(refused), session);
            };
        }
    }

    /** A refusal before the first step, of which the Dockerfile is not the reason, is the engine's. */
    private static BuildOutcome refused(Order order, SolveAccount account, Session session) {
        if (session.unreadable().isPresent()) {
            return Builds.unreadable(session.unreadable().orElseThrow());
        }
        String message = account.error().orElse("no reason given");
        if (!account.begun() && !Builds.isAuthors(message)) {
            throw new EngineException(Kind.REFUSED, order.operation(), message);
        }
        return new Failure(
                        account,
                        SessionFiles.text(order.delivery(), order.request().dockerfile())
                                .map(DockerfileText::new))
                .outcome();
    }
}
