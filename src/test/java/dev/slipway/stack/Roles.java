package dev.slipway.stack;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.ContainerState.Restarts;
import dev.slipway.engine.FakeEngine;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.Origin;
import dev.slipway.stack.Role.Cast;
import dev.slipway.stack.Role.Doors;
import dev.slipway.stack.Role.Manner;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Small roles for tests. */
final class Roles {
    static final Origin NOWHERE = new Origin("test.yaml", 1, 1);

    private Roles() {}

    static Role of(String name, String imageId) {
        return of(name, imageId, Cast.Kind.PREFERRED, Map.of());
    }

    static Role of(String name, String imageId, Cast.Kind kind, Map<String, String> env) {
        return new Role(name, new Cast(imageId, "default", kind), Manner.plain(env), List.of());
    }

    static Role wanting(String name, int host, int container) {
        ContainerSettings settings = new ContainerSettings(
                ContainerSettings.Limits.NONE,
                ContainerSettings.Surface.OWN,
                Map.of(),
                List.of(),
                List.of(new Port(host, container)));
        return new Role(
                name,
                new Cast("sha256:1", "default", Cast.Kind.PREFERRED),
                new Manner(null, null, Map.of(), settings, Map.of(), Doors.NONE),
                List.of());
    }

    static Role keeping(FakeEngine engine, String name, String volume) {
        ContainerSettings settings = new ContainerSettings(
                ContainerSettings.Limits.NONE,
                new ContainerSettings.Surface(
                        null, List.of(new ContainerSettings.Volume.Named(volume, "/data", false)), false, List.of()),
                Map.of(),
                List.of(),
                List.of());
        return new Role(
                name,
                new Cast(engine.image(name).orElseThrow().id(), "default", Cast.Kind.PREFERRED),
                new Manner(null, null, Map.of(), settings, Map.of(), Doors.NONE),
                List.of());
    }

    /** Ready once a command in it passes, which the engine's script decides. */
    static Role asked(FakeEngine engine, String name, Cast.Kind kind) {
        String id = engine.image(name).orElseThrow().id();
        Check check = new Check.Run("ready " + name, 0, null, true, Duration.ofSeconds(30), NOWHERE);
        return new Role(name, new Cast(id, "default", kind), Manner.plain(Map.of()), List.of(check));
    }

    static Standing standing(Role role, int place, boolean running) {
        return standing(role, place, running, Restarts.NONE);
    }

    static Standing standing(Role role, int place, boolean running, Restarts restarts) {
        ContainerState state = new ContainerState("c-" + role.name(), running, 0, false, "", null, Map.of(), restarts);
        StackName stack = StackName.kept("test");
        return new Standing("c-" + role.name(), stack.container(role.name()), Mark.of(stack, role, place), state);
    }
}
