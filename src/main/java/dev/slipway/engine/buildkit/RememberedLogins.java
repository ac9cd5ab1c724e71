package dev.slipway.engine.buildkit;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.RegistryLogins;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Logins for one build. An engine asks for the same one many times, and behind each may be a program that asks a
 * keyring or a cloud; so what was said counts for a while, a failure too. Different registries do not wait for each other.
 */
final class RememberedLogins implements RegistryLogins {
    /** Some helpers hand out passwords that end after five minutes. */
    private static final long KEPT = Duration.ofSeconds(290).toNanos();

    private final RegistryLogins source;
    private final LongSupplier nanos;
    private final ConcurrentMap<String, Remembered> said = new ConcurrentHashMap<>();

    /** @param nanos as {@link System#nanoTime} */
    RememberedLogins(RegistryLogins source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    @Override
    public Optional<Login> of(String registry) {
        return said.computeIfAbsent(registry, Remembered::new).login();
    }

    private final class Remembered {
        private final String registry;
        private final ReentrantLock turn = new ReentrantLock();
        private @Nullable Login login;
        private @Nullable EngineException failure;
        private boolean known;
        private long since;

        private Remembered(String registry) {
            this.registry = registry;
        }

        private Optional<Login> login() {
            turn.lock();
            try {
                if (!known || nanos.getAsLong() - since >= KEPT) {
                    ask();
                }
                if (failure != null) {
                    throw failure;
                }
                return Optional.ofNullable(login);
            } finally {
                turn.unlock();
            }
        }

        private void ask() {
            try {
                login = source.of(registry).orElse(null);
                failure = null;
            } catch (EngineException cannotBeHad) {
                failure = cannotBeHad;
            }
            since = nanos.getAsLong();
            known = true;
        }
    }
}
