package dev.slipway.stack;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.ContainerState.Health;
import dev.slipway.probe.Address;
import dev.slipway.stack.Role.Cast;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A line of the table of what stands. {@code title} is the variant or the reference; {@code state} is in words;
 * {@code urls} is where this machine reaches it.
 */
public record Row(String role, Cast.Kind kind, String title, Condition condition, String state, List<String> urls) {
    public Row {
        urls = List.copyOf(urls);
    }

    /** What the state means to whoever looks. */
    public enum Condition {
        GOOD,
        COMING,
        BAD,
        /** It has ended with exit code 0. */
        DONE
    }

    /** @param endpoint the engine's, which may stand on another host */
    public static Row of(Standing standing, String endpoint) {
        Mark mark = standing.mark();
        return new Row(
                mark.role(),
                mark.cast().kind(),
                mark.cast().title(),
                condition(standing.state()),
                words(standing.state()),
                urls(standing, endpoint));
    }

    /** One that was wished and does not stand. */
    static Row absent(Role role) {
        return new Row(role.name(), role.cast().kind(), role.cast().title(), Condition.BAD, "not started", List.of());
    }

    /** The same, of one that only the name is known of. */
    static Row absent(String role) {
        return new Row(role, Cast.Kind.SERVICE, "", Condition.BAD, "not started", List.of());
    }

    /**
     * As it looks to somebody who has not raised it: the engine looks after what became ready, so what it does not look
     * after never did.
     */
    public static Row seen(Standing standing, String endpoint) {
        Row row = of(standing, endpoint);
        ContainerState state = standing.state();
        return state.running() && !state.restarts().wanted() ? row.failed() : row;
    }

    /** It may run, but what must pass did not. */
    Row failed() {
        return new Row(role, kind, title, Condition.BAD, state + ", not ready", urls);
    }

    private static Condition condition(ContainerState state) {
        if (!state.running()) {
            return state.exitCode() == 0 && state.error().isBlank() ? Condition.DONE : Condition.BAD;
        }
        if (state.restarting()) {
            return Condition.BAD;
        }
        return switch (state.health().map(Health::status).orElse(Health.Status.HEALTHY)) {
            case HEALTHY -> Condition.GOOD;
            case STARTING -> Condition.COMING;
            case UNHEALTHY -> Condition.BAD;
        };
    }

    private static String words(ContainerState state) {
        if (!state.running()) {
            return state.oomKilled() ? "killed for want of memory" : "ended, exit " + state.exitCode();
        }
        if (state.restarting()) {
            return "ends again and again, exit " + state.exitCode();
        }
        return state.health()
                .map(health -> switch (health.status()) {
                    case HEALTHY -> "running, healthy";
                    case STARTING -> "running, health not known yet";
                    case UNHEALTHY -> "running, unhealthy";
                })
                .orElse("running");
    }

    private static List<String> urls(Standing standing, String endpoint) {
        List<String> urls = new ArrayList<>();
        new TreeMap<>(standing.state().ports()).forEach((port, published) -> {
            String address = Address.reach(published, endpoint);
            urls.add(standing.mark().web().contains(port) ? "http://" + address : address + " (" + port + ")");
        });
        return urls;
    }
}
