package dev.slipway.probe;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
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
    private @Nullable String network;
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

    /** How a container that talks to others is attached: to the bed's network when there is one. */
    Attachment attached(String alias, List<Integer> publish) {
        return network == null ? new Attachment.Default(publish) : new Attachment.Joined(network, alias, publish);
    }

    /** Nothing but its own loopback, unless there are others to talk to. */
    Attachment secluded(String alias) {
        return network == null ? new Attachment.None() : new Attachment.Joined(network, alias, List.of());
    }

    /** Creates a container, not started. */
    String create(
            String image,
            String role,
            Command command,
            Map<String, String> env,
            Attachment attachment,
            Map<String, String> mounts) {
        String name = "%s-%s-%d".formatted(setting.prefix(), role.replaceAll("[^a-zA-Z0-9_.-]", "-"), ++made);
        String id = engine.createContainer(new ContainerSpec(
                image, name, command.entrypoint(), command.line(), env, attachment, mounts, setting.labels()));
        containers.add(id);
        return id;
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
        String left = network;
        if (left != null) {
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
