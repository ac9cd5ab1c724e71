package dev.slipway.yaml;

import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.yaml.Node.Entry;
import dev.slipway.yaml.Node.Mapping;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the keys of one {@code container} contradict each other in. */
final class ContainerSense {
    private final Cursor at;

    /** @param at the place of the whole section */
    ContainerSense(Cursor at) {
        this.at = at;
    }

    void tell(ContainerSettings settings) {
        memory(settings.limits());
        Set<String> places = new HashSet<>();
        Stream.concat(settings.surface().volumes().stream().map(Volume::at), settings.surface().tmpfs().stream())
                .filter(place -> !places.add(place))
                .distinct()
                .forEach(place -> problem(
                        settings.surface().tmpfs().contains(place) ? ContainerSection.TMPFS : ContainerSection.VOLUMES,
                        "two things are put at " + Quoted.of(place)));
        Set<Integer> hosts = new HashSet<>();
        settings.ports().stream()
                .map(Port::host)
                .filter(host -> host != 0 && !hosts.add(host))
                .distinct()
                .forEach(host ->
                        problem(ContainerSection.PORTS, "the port " + host + " of this machine is opened twice"));
    }

    private void memory(Limits limits) {
        if (limits.swapToo().isEmpty()) {
            return;
        }
        if (limits.memory().isPresent()
                && limits.swapToo().getAsLong() < limits.memory().getAsLong()) {
            problem(
                    ContainerSection.MEMORY_SWAP,
                    "'memory_swap' is less than 'memory', and it counts memory and swap together");
        } else if (limits.memory().isEmpty() && entry(ContainerSection.MEMORY) == null) {
            problem(ContainerSection.MEMORY_SWAP, "'memory_swap' has no 'memory' beside it, which it is counted with");
        }
    }

    private void problem(Key<?> key, String sentence) {
        Entry entry = entry(key);
        Cursor place = entry == null ? at : at.entry(key.name(), entry);
        place.problem(sentence, null);
    }

    private @Nullable Entry entry(Key<?> key) {
        return at.node() instanceof Mapping mapping ? mapping.entries().get(key.name()) : null;
    }
}
