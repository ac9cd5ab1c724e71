package dev.slipway.workbench;

import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Evidence.Ending;
import dev.slipway.diagnose.Phase;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.StopSignal;
import dev.slipway.probe.ProbeResult;
import dev.slipway.stack.Row;
import dev.slipway.stack.Stack.Raised;
import dev.slipway.workbench.BenchEvent.Cause;
import dev.slipway.workbench.Workbench.Footing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All players of a stack: started, started again, built again, taken away. Confined to the loop's thread. */
final class Ensemble {
    private static final Logger log = LoggerFactory.getLogger(Ensemble.class);

    /** Whoever works wants the new program, not a long farewell of the old one. */
    private static final Duration QUICKLY = Duration.ofSeconds(1);

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LAST_LINES = 50;

    private final Engine engine;
    private final Footing footing;
    private final BenchTeller teller;
    private final Builds builds;
    private final Map<String, Player> players = new LinkedHashMap<>();
    private final Set<String> workedOn;
    private final Map<String, String> madeFrom;
    private final Set<String> unbuilt = new HashSet<>();

    /** @param madeFrom the image under work that a service is made from, by the service's name */
    Ensemble(
            Engine engine,
            Footing footing,
            BenchTeller teller,
            Builds builds,
            Collection<String> workedOn,
            Map<String, String> madeFrom) {
        this.engine = engine;
        this.footing = footing;
        this.teller = teller;
        this.builds = builds;
        this.workedOn = Set.copyOf(workedOn);
        this.madeFrom = Map.copyOf(madeFrom);
    }

    void add(Player player) {
        players.put(player.name(), player);
        if (player.image().isEmpty()) {
            unbuilt.add(player.name());
        }
    }

    /** The player whose present container the news is of. */
    Optional<Player> living(String role, int life) {
        return Optional.ofNullable(players.get(role)).filter(player -> player.is(life));
    }

    /** In order. What is worked on may come up while the next is started; all else must be ready first. */
    void start(StopSignal stop) {
        for (Player player : players.values()) {
            if (stop.raised()) {
                return;
            }
            long begun = teller.nanos();
            if (unbuilt.contains(player.name())) {
                teller.notice(true, player.name() + " waits for a build that works; the next change tries again");
            } else if (raise(player)) {
                List<String> urls = urls(player);
                teller.tell(at -> new BenchEvent.Started(at, player.name(), teller.since(begun), urls));
                attend(player, begun, stop);
            }
        }
    }

    private void attend(Player player, long begun, StopSignal stop) {
        if (workedOn.contains(player.name())) {
            player.ask();
            return;
        }
        try {
            asked(player, player.askNow(stop), teller.since(begun));
        } catch (EngineException broken) {
            if (!stop.raised()) {
                throw broken;
            }
        }
    }

    /** What a question of readiness came to. That a container has ended is told by its end. */
    void asked(Player player, ProbeResult result, Duration took) {
        switch (result) {
            case ProbeResult.Healthy yes -> teller.ready(player.name(), took, yes.detail());
            case ProbeResult.Unhealthy no -> {
                if (no.exitCode().isEmpty() && !player.ended()) {
                    teller.notReady(player.name(), took, no.message());
                }
            }
        }
    }

    private boolean raise(Player player) {
        return switch (player.raise()) {
            case Raised.Up up -> true;
            case Raised.NotStarted refused -> {
                String message = "starting " + player.name() + ": " + refused.why();
                died(player, message, refused.exit(), false, List.of(refused.why()));
                yield false;
            }
        };
    }

    private void died(Player player, String message, int exit, boolean outOfMemory, List<String> lines) {
        Ending ending = outOfMemory ? Ending.OUT_OF_MEMORY : Ending.ITSELF;
        teller.died(
                player.name(),
                new Evidence(Phase.SERVICE, player.name(), exit, ending, message, lines, null)
                        .within(player.memoryLimit()),
                workedOn.contains(player.name()));
    }

    /** A log is over: the container has ended, or the conversation about it broke off. */
    void logEnded(Player player) {
        String container = player.standing().orElseThrow().container();
        ContainerState state;
        try {
            state = engine.inspect(container);
        } catch (EngineException gone) {
            if (gone.kind() != Kind.NOT_FOUND) {
                throw gone;
            }
            player.end();
            died(player, player.name() + " was removed by somebody else", 0, false, List.of());
            return;
        }
        if (state.running()) {
            player.followOn();
            return;
        }
        player.end();
        String memory = state.oomKilled() ? ", killed for want of memory" : "";
        String message = "%s has ended with exit code %d%s".formatted(player.name(), state.exitCode(), memory);
        died(player, message, state.exitCode(), state.oomKilled(), lastLines(container));
    }

    private List<String> lastLines(String container) {
        try {
            return engine.logTail(container, LAST_LINES);
        } catch (EngineException unreadable) {
            log.debug("the log of {} cannot be read", container, unreadable);
            return List.of();
        }
    }

    /** What the reaction is in the state that things are in: what is down cannot see to itself. */
    Reaction fitting(String role, Reaction reaction) {
        Player player = player(role);
        return switch (reaction) {
            case Reaction.None none -> none;
            case Reaction.Rebuild rebuild -> rebuild;
            case Reaction.Itself itself when unbuilt.contains(role) -> new Reaction.Rebuild(itself.because());
            case Reaction.Itself itself when player.ended() -> new Reaction.Restart(itself.because());
            case Reaction.Itself itself -> itself;
            case Reaction.Restart restart when unbuilt.contains(role) -> new Reaction.Rebuild(restart.because());
            case Reaction.Restart restart -> restart;
        };
    }

    void restart(String role, Cause cause) {
        Player player = player(role);
        long begun = teller.nanos();
        player.lower(QUICKLY);
        if (raise(player)) {
            teller.tell(at -> new BenchEvent.Restarted(at, role, cause, teller.since(begun)));
            player.ask();
        }
    }

    /** Builds side by side; each container is replaced when its image came out another, and stays when none came out. */
    void rebuild(Map<String, Cause> causes, StopSignal stop) {
        long begun = teller.nanos();
        causes.forEach((role, cause) -> teller.tell(at -> new BenchEvent.BuildStarted(at, role, cause)));
        Builds.Made made = builds.make(List.copyOf(causes.keySet()), stop);
        if (stop.raised()) {
            return;
        }
        causes.forEach((role, cause) -> settle(player(role), cause, made, begun));
    }

    private void settle(Player player, Cause cause, Builds.Made made, long begun) {
        String role = player.name();
        String id = made.ids().get(role);
        if (id == null) {
            unbuilt.add(role);
            Builds.Failure failure = made.failures().getOrDefault(role, new Builds.Failure(null, ""));
            teller.tell(at -> new BenchEvent.BuildFailed(
                    at, role, teller.since(begun), failure.why(), failure.log(), !player.ended()));
            return;
        }
        unbuilt.remove(role);
        boolean same = id.equals(player.image()) && !player.ended();
        if (!same) {
            player.play(id);
            player.lower(QUICKLY);
        }
        if (same || raise(player)) {
            teller.tell(at -> new BenchEvent.Rebuilt(at, role, cause, teller.since(begun), same));
            if (!same) {
                player.ask();
            }
        }
        players.values().stream()
                .filter(other -> role.equals(madeFrom.get(other.name())))
                .forEach(service -> follow(service, id, cause));
    }

    /** A service made from an image under work is started again when that came out another. */
    private void follow(Player service, String id, Cause cause) {
        boolean waited = unbuilt.remove(service.name());
        if (waited || !id.equals(service.image())) {
            service.play(id);
            restart(service.name(), cause);
        }
    }

    private Player player(String role) {
        Player player = players.get(role);
        if (player == null) {
            throw new IllegalStateException("nobody plays '" + role + "'");
        }
        return player;
    }

    private List<String> urls(Player player) {
        String endpoint = engine.info().endpoint();
        return player.standing()
                .map(standing -> Row.of(standing, endpoint).urls())
                .orElse(List.of());
    }

    /** The last started first. What cannot be taken away is said, and left to the next start. */
    String lower() {
        List<String> left = new ArrayList<>();
        for (Player player : List.copyOf(players.values()).reversed()) {
            try {
                player.lower(GRACE);
            } catch (EngineException refused) {
                // What still stands is asked of the engine below, and tried once more.
                log.debug("taking away {}", player.name(), refused);
            }
        }
        left.addAll(footing.own().remove());
        try {
            footing.stack().removeNetworks();
        } catch (EngineException refused) {
            if (left.isEmpty() && refused.kind() != Kind.NOT_FOUND) {
                left.add("the network: " + refused.answer());
            }
        }
        return String.join("; ", left);
    }
}
