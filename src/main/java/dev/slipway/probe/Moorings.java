package dev.slipway.probe;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.ContainerSpec.Confinement;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a bed has made in the engine, so that it can be removed again: what is made is noted before it is
 * used. One thread at a time.
 */
final class Moorings {
    private static final Duration CLEAN_UP = Duration.ofSeconds(60);

    private final Engine engine;
    private final BedSetting setting;
    private final List<String> containers = new ArrayList<>();
    private final Map<String, String> volumes = new LinkedHashMap<>();
    private @Nullable String network;
    private boolean foreign;
    private int made;

    Moorings(Engine engine, BedSetting setting) {
        this.engine = engine;
        this.setting = setting;
    }

    /** What a container runs: null lines mean the image's own. */
    record Command(@Nullable List<String> entrypoint, @Nullable List<String> line) {
        static final Command OWN = new Command(null, null);

        static Command of(List<String> argv) {
            return new Command(argv.subList(0, 1), argv.subList(1, argv.size()));
        }
    }

    /** Makes sure that containers made from now on stand on one network, with a way out. */
    void network() {
        if (network == null) {
            network = engine.createNetwork(setting.prefix() + "-net", false, setting.labels());
        }
    }

    /** Containers made from now on stand on a network that is there already, and stays. */
    void join(String standing) {
        network = standing;
        foreign = true;
    }

    /** How a container that talks to others is attached: to the bed's network when there is one. */
    Attachment attached(String alias, List<Integer> publish) {
        List<Port> ports = publish.stream().map(Port::any).toList();
        return network == null ? new Attachment.Default(ports) : new Attachment.Joined(network, alias, ports);
    }

    /** Nothing but its own loopback, unless there are others to talk to. */
    Attachment secluded(String alias) {
        return network == null ? new Attachment.None() : new Attachment.Joined(network, alias, List.of());
    }

    /** Creates a container, not started. */
    String create(Subject subject, String role, Command command, Attachment attachment) {
        String name = "%s-%s-%d".formatted(setting.prefix(), role.replaceAll("[^a-zA-Z0-9_.-]", "-"), ++made);
        String id = engine.createContainer(new ContainerSpec(
                subject.imageId(),
                name,
                command.entrypoint(),
                command.line(),
                subject.env(),
                attachment,
                confinement(subject),
                setting.labels()));
        containers.add(id);
        return id;
    }

    private Confinement confinement(Subject subject) {
        Surface surface = subject.container().surface();
        List<Volume> volumes = new ArrayList<>();
        subject.mounts().forEach((name, path) -> volumes.add(new Volume.Named(name, path, false)));
        for (Volume volume : surface.volumes()) {
            volumes.add(
                    volume instanceof Volume.Named(String name, String at, boolean readOnly)
                            ? new Volume.Named(own(name), at, readOnly)
                            : volume);
        }
        return new Confinement(
                subject.container().limits(),
                new Surface(surface.runAs(), volumes, surface.readOnly(), surface.tmpfs()),
                setting.vault().of(subject.container().secrets()));
    }

    /** The bed's own volume of that name, shared by all who name it. */
    private String own(String volume) {
        return volumes.computeIfAbsent(volume, name -> {
            String own = setting.prefix() + "-vol-" + name;
            engine.createVolume(own, setting.labels());
            return own;
        });
    }

    /** A container that goes when it is closed. */
    record Moored(String id, Moorings moorings) implements AutoCloseable {
        @Override
        public void close() {
            moorings.remove(id);
        }
    }

    Moored untilClosed(String container) {
        return new Moored(container, this);
    }

    /** Removes one container at once, without waiting for a graceful end. */
    void remove(String container) {
        engine.removeContainer(container);
        containers.remove(container);
    }

    /**
     * Removes all that is left, containers side by side. The stop signal of the questions does not count here: the limit
     * is this method's own. The first failure is thrown, with the others suppressed; the rest is removed all the same.
     */
    void removeAll() {
        List<EngineException> failures = new ArrayList<>();
        long limit = System.nanoTime() + CLEAN_UP.toNanos();
        Map<String, CompletableFuture<Void>> removals = new LinkedHashMap<>();
        for (String container : List.copyOf(containers)) {
            removals.put(
                    container, CompletableFuture.runAsync(() -> stopAndRemove(container), Thread::startVirtualThread));
        }
        removals.forEach((container, removal) -> {
            if (ended(removal, "removing container " + container, limit, failures)) {
                containers.remove(container);
            }
        });
        List.copyOf(volumes.entrySet()).forEach(volume -> {
            CompletableFuture<Void> removal = CompletableFuture.runAsync(
                    () -> engine.removeVolume(volume.getValue()), Thread::startVirtualThread);
            if (ended(removal, "removing volume " + volume.getValue(), limit, failures)) {
                volumes.remove(volume.getKey());
            }
        });
        String left = network;
        if (left != null && !foreign) {
            CompletableFuture<Void> removal =
                    CompletableFuture.runAsync(() -> engine.removeNetwork(left), Thread::startVirtualThread);
            if (ended(removal, "removing network " + left, limit, failures)) {
                network = null;
            }
        }
        if (!failures.isEmpty()) {
            EngineException first = failures.getFirst();
            failures.stream().filter(failure -> failure != first).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void stopAndRemove(String container) {
        EngineException stubborn = null;
        if (!setting.grace().isZero()) {
            try {
                engine.stop(container, setting.grace());
            } catch (EngineException failure) {
                stubborn = failure;
            }
        }
        try {
            engine.removeContainer(container);
        } catch (EngineException failure) {
            if (stubborn != null) {
                failure.addSuppressed(stubborn);
            }
            throw failure;
        }
    }

    private static boolean ended(
            CompletableFuture<Void> removal, String operation, long limit, List<EngineException> failures) {
        try {
            removal.get(Math.max(1, limit - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException failure) {
            failures.add(
                    failure.getCause() instanceof EngineException known
                            ? known
                            : new EngineException(EngineException.Kind.FAILED, operation, failure.toString(), failure));
        } catch (TimeoutException late) {
            failures.add(new EngineException(
                    EngineException.Kind.TIMEOUT, operation, "no answer in " + Wording.time(CLEAN_UP), late));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            failures.add(new EngineException(EngineException.Kind.STOPPED, operation, "interrupted", interrupted));
        }
        return false;
    }
}
