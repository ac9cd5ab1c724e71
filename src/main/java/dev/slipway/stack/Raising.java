package dev.slipway.stack;

import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Evidence.Ending;
import dev.slipway.diagnose.Phase;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Reason;
import dev.slipway.probe.ProbeResult;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.stack.StackEvent.Outcome;
import dev.slipway.stack.StackEvent.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings a stack from what stands to what is wished: removes, replaces, starts in order, and waits until all are ready
 * or one has failed. A ready-made container is waited for before what comes after it is started, as checks do; images
 * come up beside one another. Use an object once.
 *
 * <p>A raised stop signal takes away what this call has started, within limits of its own. What a failure leaves stays,
 * to be looked at.
 */
public final class Raising {
    static final Duration GRACE = Duration.ofSeconds(10);

    private final Engine engine;
    private final Stack stack;
    private final Path folder;
    private final StackTeller teller;
    private final StopSignal others = new StopSignal();
    private final List<Standing> started = new ArrayList<>();
    private final Map<String, CompletableFuture<Void>> waits = new LinkedHashMap<>();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Set<String> ready = ConcurrentHashMap.newKeySet();

    /** @param folder the pipeline's */
    public Raising(Engine engine, Stack stack, Path folder, Telling telling) {
        this.engine = engine;
        this.stack = stack;
        this.folder = folder;
        this.teller = telling.teller();
    }

    /**
     * What is to stand.
     *
     * @param known all names that the stack may have; what stands under another one is removed
     * @param anew whether what stands as wished is replaced too
     */
    public record Wish(List<Role> roles, List<String> known, boolean anew) {
        public Wish {
            roles = List.copyOf(roles);
            known = List.copyOf(known);
        }
    }

    public Outcome raise(Wish wish, StopSignal stop) {
        long begun = teller.nanos();
        List<Change> changes = Change.between(wish.roles(), stack.standing(), wish.known(), wish.anew());
        teller.tell(new StackEvent.UpStarted(
                teller.now(),
                stack.name().label(),
                changes.stream().map(Raising::intent).toList()));
        Outcome outcome = Outcome.FAILED;
        try (StopSignal.Registration tie = stop.onRaise(others::raise)) {
            carryOut(changes);
            outcome = outcome(wish, stop);
        } catch (EngineException broken) {
            if (!stop.raised()) {
                throw broken;
            }
            outcome = Outcome.INTERRUPTED;
        } finally {
            others.raise(Reason.DONE);
            if (stop.raised()) {
                takeBack();
            }
            teller.tell(new StackEvent.UpEnded(teller.now(), teller.since(begun), outcome, told(wish.roles())));
        }
        return outcome;
    }

    private static StackEvent.Intent intent(Change change) {
        return switch (change) {
            case Change.Keep keep -> intent(keep.role(), Step.KEEP, "");
            case Change.Start start -> intent(start.role(), Step.START, "");
            case Change.Replace replace -> intent(replace.role(), Step.REPLACE, replace.cause());
            case Change.Remove(Standing standing) ->
                new StackEvent.Intent(
                        standing.role(),
                        Step.REMOVE,
                        "the file has it no more",
                        standing.mark().cast().title(),
                        standing.mark().cast().degraded());
        };
    }

    private static StackEvent.Intent intent(Role role, Step step, String cause) {
        return new StackEvent.Intent(
                role.name(), step, cause, role.cast().title(), role.cast().degraded());
    }

    private void carryOut(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.Remove remove) {
                lower(remove.standing());
            }
        }
        String network = stack.network();
        Readiness readiness = new Readiness(engine, stack.name(), folder, network);
        int place = 0;
        for (Change change : changes) {
            place++;
            if (others.raised()) {
                break;
            }
            switch (change) {
                case Change.Keep keep -> await(keep.role(), keep.standing(), readiness);
                case Change.Start start -> start(start.role(), place, network, readiness);
                case Change.Replace replace -> {
                    lower(replace.standing());
                    start(replace.role(), place, network, readiness);
                }
                case Change.Remove remove -> {}
            }
        }
        waits.values().forEach(Raising::join);
    }

    private void lower(Standing standing) {
        long begun = teller.nanos();
        stack.lower(standing, GRACE);
        teller.tell(new StackEvent.RoleRemoved(teller.now(), standing.role(), teller.since(begun)));
    }

    private void start(Role role, int place, String network, Readiness readiness) {
        teller.tell(new StackEvent.RoleStarted(teller.now(), role.name()));
        switch (stack.raise(role, place, network)) {
            case Stack.Raised.Up(Standing standing) -> {
                started.add(standing);
                await(role, standing, readiness);
            }
            case Stack.Raised.NotStarted(String why, int exit) -> {
                String message = "starting " + role.name() + ": " + why;
                fail(
                        role,
                        teller.nanos(),
                        new Evidence(
                                Phase.SERVICE,
                                "start " + role.name(),
                                exit == 0 ? null : exit,
                                Ending.ITSELF,
                                message,
                                List.of(why),
                                null));
            }
        }
    }

    /** What others need is waited for at once; the rest all together. */
    private void await(Role role, Standing standing, Readiness readiness) {
        CompletableFuture<Void> wait =
                CompletableFuture.runAsync(() -> ready(role, standing, readiness), Thread::startVirtualThread);
        if (role.cast().kind() == Role.Cast.Kind.SERVICE) {
            join(wait);
        } else {
            waits.put(role.name(), wait);
        }
    }

    private void ready(Role role, Standing standing, Readiness readiness) {
        long begun = teller.nanos();
        try {
            switch (readiness.of(
                    role,
                    standing,
                    others,
                    question -> teller.tell(new StackEvent.RoleAwaited(teller.now(), role.name(), question)))) {
                case ProbeResult.Healthy yes -> {
                    keepRunning(standing);
                    ready.add(role.name());
                    teller.tell(new StackEvent.RoleReady(
                            teller.now(), role.name(), teller.since(begun), teller.hide(yes.detail())));
                }
                case ProbeResult.Unhealthy no -> fail(role, begun, evidence(role, no));
            }
        } catch (EngineException broken) {
            if (broken.kind() != Kind.STOPPED || !others.raised()) {
                throw broken;
            }
        }
    }

    private static Evidence evidence(Role role, ProbeResult.Unhealthy no) {
        return new Evidence(
                        Phase.SERVICE,
                        role.name(),
                        no.exit(),
                        no.oomKilled() ? Ending.OUT_OF_MEMORY : Ending.ITSELF,
                        no.message(),
                        no.lines(),
                        null)
                .within(role.memoryLimit());
    }

    private void fail(Role role, long begun, Evidence evidence) {
        failed.add(role.name());
        teller.failed(role.name(), begun, evidence);
        others.raise(Reason.DONE);
    }

    /** From here on the engine looks after it. */
    private void keepRunning(Standing standing) {
        if (!engine.inspect(standing.container()).running()) {
            return;
        }
        try {
            engine.keepRunning(standing.container());
        } catch (EngineException refused) {
            switch (refused.kind()) {
                case UNREACHABLE, TIMEOUT, STOPPED -> throw refused;
                case NOT_FOUND, CONFLICT, REFUSED, UNSUPPORTED, FAILED ->
                    teller.notice(
                            Level.WARNING,
                            "the engine will not start %s again when it ends: %s"
                                    .formatted(standing.role(), refused.answer()));
            }
        }
    }

    private static void join(CompletableFuture<Void> wait) {
        try {
            wait.join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw failure;
        }
    }

    private Outcome outcome(Wish wish, StopSignal stop) {
        if (stop.raised()) {
            return Outcome.INTERRUPTED;
        }
        if (!failed.isEmpty()) {
            return Outcome.FAILED;
        }
        boolean degraded = wish.roles().stream().anyMatch(role -> role.cast().degraded());
        return degraded ? Outcome.DEGRADED : Outcome.READY;
    }

    /** The last started first; the network too, when nobody else stands on it. */
    private void takeBack() {
        waits.values().forEach(wait -> wait.exceptionally(failure -> null).join());
        try {
            for (Standing standing : started.reversed()) {
                lower(standing);
            }
            if (stack.standing().isEmpty()) {
                stack.removeNetworks();
            }
        } catch (EngineException broken) {
            teller.notice(
                    Level.WARNING,
                    "not everything could be taken away again (%s); 'down' does it".formatted(broken.answer()));
        }
    }

    /** Who lost the engine is told that, and not what a lost engine does not say. */
    private List<Row> told(List<Role> wished) {
        try {
            return rows(wished);
        } catch (EngineException lost) {
            return List.of();
        }
    }

    private List<Row> rows(List<Role> wished) {
        List<Row> rows = new ArrayList<>();
        List<Standing> standing = stack.standing();
        String endpoint = engine.info().endpoint();
        for (Standing one : standing) {
            Row row = ready.contains(one.role()) ? Row.of(one, endpoint) : Row.seen(one, endpoint);
            rows.add(failed.contains(one.role()) ? row.failed() : row);
        }
        for (Role role : wished) {
            if (standing.stream().noneMatch(one -> one.role().equals(role.name()))) {
                rows.add(Row.absent(role));
            }
        }
        return rows;
    }
}
