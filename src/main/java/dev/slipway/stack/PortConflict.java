package dev.slipway.stack;

import dev.slipway.engine.OpenPort;
import dev.slipway.model.ContainerSettings.Port;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** A port of this machine that a role is to have and somebody else holds. {@code holder} goes on from "held by". */
public record PortConflict(String role, int port, int inside, String holder) {
    /**
     * All conflicts of the roles that are going to be started.
     *
     * @param open what containers hold now
     * @param going ids of the containers that will be gone by then
     * @param listener who else listens at a port of this machine, as far as that can be seen from here
     */
    static List<PortConflict> of(
            List<Role> roles, List<OpenPort> open, Collection<String> going, IntFunction<Optional<String>> listener) {
        List<PortConflict> conflicts = new ArrayList<>();
        Map<Integer, String> taken = new HashMap<>();
        for (Role role : roles) {
            for (Port port : role.manner().container().ports()) {
                if (port.host() > 0) {
                    holder(port.host(), taken, open, going, listener)
                            .ifPresent(holder -> conflicts.add(
                                    new PortConflict(role.name(), port.host(), port.container(), holder)));
                    taken.putIfAbsent(port.host(), role.name());
                }
            }
        }
        return List.copyOf(conflicts);
    }

    private static Optional<String> holder(
            int port,
            Map<Integer, String> taken,
            List<OpenPort> open,
            Collection<String> going,
            IntFunction<Optional<String>> listener) {
        if (taken.containsKey(port)) {
            return Optional.of("'" + taken.get(port) + "' of this file");
        }
        List<OpenPort> holders = open.stream().filter(one -> one.port() == port).toList();
        Optional<OpenPort> stays =
                holders.stream().filter(one -> !going.contains(one.container())).findFirst();
        if (stays.isPresent()) {
            return Optional.of("the container " + stays.get().containerName());
        }
        // Whoever listens for a container that goes, goes with it.
        return holders.isEmpty() ? listener.apply(port) : Optional.empty();
    }

    /** In a sentence, and what to try. */
    public String words() {
        return "'%s' wants port %d of this machine, which is held by %s.".formatted(role, port, holder);
    }

    public String advice() {
        return "Maybe stop that, or give '%s' another port (container: {ports: [\"%d:%d\"]}); a number alone (ports: [%d]) takes any free one."
                .formatted(role, port == 65_535 ? port - 1 : port + 1, inside, inside);
    }
}
