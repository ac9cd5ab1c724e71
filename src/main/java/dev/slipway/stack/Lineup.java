package dev.slipway.stack;

import dev.slipway.engine.ImageFacts;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.MemoryLimit;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.PreloadSpec;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Variant;
import dev.slipway.stack.Role.Cast;
import dev.slipway.stack.Role.Doors;
import dev.slipway.stack.Role.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The roles that a pipeline's images and services play when they are kept running: how each is run, which of its ports
 * are opened, and what must pass before it is ready. Reads env files, and asks nobody else.
 */
public final class Lineup {
    private static final Duration HEALTHY_WITHIN = Duration.ofMinutes(2);
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    private final Pipeline pipeline;

    public Lineup(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** An image of the pipeline in the rung that was proven. */
    public record Proven(ImageFacts facts, Variant variant, boolean degraded) {}

    /**
     * An image in its role. Opened are the ports that the file names and those that its checks ask; where there are none,
     * those that the image exposes. It is ready when the first harmless request among its checks is answered as it should be,
     * else when its HEALTHCHECK says so, else when it has run for a moment.
     */
    public Role image(ImageSpec image, Proven proven) {
        Variant variant = proven.variant();
        ContainerSettings container = variant.proof().container();
        Optional<Check> request = variant.proof().checks().stream()
                .filter(check -> check instanceof Check.Http http
                        && HARMLESS.contains(http.call().method()))
                .findFirst();
        List<Check> ready = request.map(List::of).orElseGet(() -> healthy(image.origin(), variant, proven.facts()));
        Set<Integer> open = new TreeSet<>(asked(variant.proof().checks()));
        if (open.isEmpty() && container.ports().isEmpty()) {
            open.addAll(proven.facts().configuration().exposedPorts());
        }
        Cast.Kind kind = proven.degraded() ? Cast.Kind.DEGRADED : Cast.Kind.PREFERRED;
        Map<String, String> kept = new HashMap<>();
        for (PreloadSpec preload : variant.proof().preloads()) {
            preload.volume().ifPresent(volume -> kept.put(volume, preload.into()));
        }
        Manner manner = new Manner(
                null,
                null,
                env(container, variant.proof().env(), image.name()),
                container,
                kept,
                doors(container, open, true));
        return new Role(
                image.name(),
                new Cast(proven.facts().id(), variant.name(), kind),
                manner,
                ready,
                MemoryLimit.of(image, variant).orElse(null));
    }

    /** A ready-made container; {@code facts} are those of the image that its reference stands for. */
    public Role service(ServiceSpec service, ImageFacts facts) {
        Set<Integer> web = new TreeSet<>(asked(service.ready()));
        Manner manner = new Manner(
                null,
                service.command().isEmpty() ? null : service.command(),
                env(service.container(), service.env(), service.name()),
                service.container(),
                Map.of(),
                doors(service.container(), web, false));
        return new Role(
                service.name(),
                new Cast(facts.id(), service.role().orElse(service.image()), Cast.Kind.SERVICE),
                manner,
                service.ready(),
                MemoryLimit.of(service).orElse(null));
    }

    private static List<Check> healthy(Origin origin, Variant variant, ImageFacts facts) {
        boolean probed = facts.configuration()
                .healthProbe()
                .filter(probe ->
                        !probe.test().isEmpty() && !probe.test().getFirst().equals("NONE"))
                .isPresent();
        if (!probed) {
            return List.of();
        }
        return List.of(variant.proof().checks().stream()
                .filter(Check.Healthy.class::isInstance)
                .findFirst()
                .orElseGet(() -> new Check.Healthy(HEALTHY_WITHIN, origin)));
    }

    private static List<Integer> asked(List<Check> checks) {
        List<Integer> ports = new ArrayList<>();
        for (Check check : checks) {
            if (check instanceof Check.Http http) {
                ports.add(http.call().port());
            }
        }
        return ports;
    }

    /** Of an image every port is taken for one that a browser can open. */
    private static Doors doors(ContainerSettings container, Set<Integer> wanted, boolean image) {
        List<Integer> declared = container.ports().stream().map(Port::container).toList();
        List<Integer> open =
                wanted.stream().filter(port -> !declared.contains(port)).toList();
        Set<Integer> web = new TreeSet<>(wanted);
        if (image) {
            web.addAll(declared);
        }
        return new Doors(open, List.copyOf(web));
    }

    private Map<String, String> env(ContainerSettings container, Map<String, String> own, String name) {
        Map<String, String> env = new HashMap<>(EnvFiles.of(container));
        env.putAll(own);
        pipeline.upkeep().up().ifPresent(up -> env.putAll(up.env().getOrDefault(name, Map.of())));
        return env;
    }
}
