package dev.slipway.workbench;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.LogSection;
import dev.slipway.engine.OutputSink.Stream;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Reason;
import dev.slipway.model.MemoryLimit;
import dev.slipway.probe.ProbeResult;
import dev.slipway.stack.Role;
import dev.slipway.stack.Stack;
import dev.slipway.stack.Stack.Raised;
import dev.slipway.stack.Standing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One role and the container that plays it now. Confined to the loop's thread, but for the threads that it starts, which
 * touch nothing of it and report by news.
 */
final class Player {
    private static final Logger log = LoggerFactory.getLogger(Player.class);

    private final Engine engine;
    private final Stack stack;
    private final Backstage backstage;
    private final int place;
    private Role role;
    private @Nullable Standing standing;
    private StopSignal attention = new StopSignal();
    private int life;
    private boolean ended = true;

    /** Set by the thread that reads its log. */
    private final AtomicBoolean unreadable = new AtomicBoolean();

    Player(Engine engine, Stack stack, Backstage backstage, Role role, int place) {
        this.engine = engine;
        this.stack = stack;
        this.backstage = backstage;
        this.role = role;
        this.place = place;
    }

    /** What all players share. */
    record Backstage(String network, BenchTeller teller, Awaiting awaiting, Consumer<News> inbox) {}

    String name() {
        return role.name();
    }

    /** Empty while no build has made one. */
    String image() {
        return role.cast().imageId();
    }

    void play(String imageId) {
        role = new Role(
                role.name(),
                new Role.Cast(imageId, role.cast().title(), role.cast().kind()),
                role.manner(),
                role.ready(),
                role.memory());
    }

    Optional<MemoryLimit> memoryLimit() {
        return role.memoryLimit();
    }

    Optional<Standing> standing() {
        return Optional.ofNullable(standing);
    }

    boolean is(int lifeOfNews) {
        return life == lifeOfNews;
    }

    boolean ended() {
        return ended;
    }

    void end() {
        ended = true;
        attention.raise(Reason.DONE);
    }

    /** Starts a container and follows its log from the first line. */
    Raised raise() {
        life++;
        attention = new StopSignal();
        Raised raised = stack.raise(role, place, backstage.network());
        switch (raised) {
            case Raised.Up up -> {
                standing = up.standing();
                ended = false;
                follow(up.standing(), life, new LogSection(-1, null, true));
            }
            case Raised.NotStarted refused -> {
                standing = null;
                ended = true;
            }
        }
        return raised;
    }

    /** Takes the container away. What it says while it ends is still told. */
    void lower(Duration grace) {
        life++;
        attention.raise(Reason.DONE);
        ended = true;
        Standing there = standing;
        if (there != null) {
            stack.lower(there, grace);
        }
        // Last, so that what was refused can be tried again.
        standing = null;
    }

    /** The conversation about its log broke off, but it runs: what it says from now on is told. */
    void followOn() {
        standing().ifPresent(there -> follow(there, life, new LogSection(0, null, true)));
    }

    private void follow(Standing there, int now, LogSection section) {
        String name = name();
        StopSignal until = attention;
        Thread.ofVirtual().name("log of " + name).start(() -> {
            try {
                engine.readLog(
                        there.container(),
                        section,
                        (at, stream, line) -> backstage.teller().printed(name, stream == Stream.ERR, line),
                        new StopSignal());
            } catch (EngineException broken) {
                log.debug("the log of {} broke off", name, broken);
                if (refuses(broken) && !awaitEnd(name, there, broken.answer(), until)) {
                    return;
                }
            }
            backstage.inbox().accept(new News.LogEnded(name, now));
        });
    }

    /** Asking for the log again would be refused again. */
    private static boolean refuses(EngineException broken) {
        return switch (broken.kind()) {
            case REFUSED, UNSUPPORTED, FAILED -> true;
            case NOT_FOUND, CONFLICT, UNREACHABLE, TIMEOUT, STOPPED -> false;
        };
    }

    /** Where a log would have told of the end, the engine is asked for it; false when it will not say. */
    private boolean awaitEnd(String name, Standing there, String why, StopSignal until) {
        if (unreadable.compareAndSet(false, true)) {
            backstage.teller().notice(true, "the log of " + name + " cannot be read and is not shown: " + why);
        }
        try {
            engine.await(there.container(), until);
            return true;
        } catch (EngineException unanswered) {
            log.debug("waiting for the end of {} broke off", name, unanswered);
            return !refuses(unanswered);
        }
    }

    /** Has it asked, beside all else, whether it is ready. */
    void ask() {
        Standing there = standing;
        if (there == null) {
            return;
        }
        Role asked = role;
        int now = life;
        StopSignal until = attention;
        long begun = backstage.teller().nanos();
        Thread.ofVirtual().name("readiness of " + name()).start(() -> {
            try {
                ProbeResult result = backstage.awaiting().ready(asked, there, backstage.network(), until);
                backstage
                        .inbox()
                        .accept(new News.Asked(
                                asked.name(), now, result, backstage.teller().since(begun)));
            } catch (EngineException broken) {
                log.debug("asking whether {} is ready broke off", asked.name(), broken);
            }
        });
    }

    /** Asks and waits for the answer. */
    ProbeResult askNow(StopSignal stop) {
        Standing there = standing;
        if (there == null) {
            throw new IllegalStateException(name() + " does not stand");
        }
        return backstage.awaiting().ready(role, there, backstage.network(), stop);
    }
}
