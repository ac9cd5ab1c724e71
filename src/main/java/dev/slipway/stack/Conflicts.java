package dev.slipway.stack;

import dev.slipway.engine.Engine;
import dev.slipway.host.Listener;
import dev.slipway.stack.Raising.Wish;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks, before anything is started, whether the ports that a wish names can be had. */
public final class Conflicts {
    private Conflicts() {}

    /** Of roles that are going to be started; what stands holds its own ports. */
    public static List<PortConflict> of(Engine engine, Stack stack, Wish wish) {
        List<Role> starting = new ArrayList<>();
        Set<String> going = new HashSet<>();
        for (Change change : Change.between(wish.roles(), stack.standing(), wish.known(), wish.anew())) {
            switch (change) {
                case Change.Keep keep -> {}
                case Change.Start start -> starting.add(start.role());
                case Change.Replace replace -> {
                    starting.add(replace.role());
                    going.add(replace.standing().container());
                }
                case Change.Remove remove -> going.add(remove.standing().container());
            }
        }
        if (starting.stream().allMatch(role -> role.manner().container().ports().isEmpty())) {
            return List.of();
        }
        boolean here = engine.info().endpoint().startsWith("unix:")
                || engine.info().endpoint().startsWith("npipe:");
        return PortConflict.of(
                starting, engine.openPorts(), going, port -> here ? Listener.at(port) : Optional.empty());
    }
}
