package dev.slipway.probe;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.probe.Patience.Sight;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container that runs its image's own command while questions are put to it. */
final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final int LAST_LINES = 50;
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final Engine engine;
    private final String id;
    private final String alias;
    private final Map<String, String> env;
    private final Relay relay = new Relay();
    private final StopSignal unfollow = new StopSignal();
    private final CompletableFuture<Void> followed = new CompletableFuture<>();
    private final long startedAt = System.nanoTime();
    private boolean adopted;
    private boolean answered;

    Running(Engine engine, String id, String alias, Map<String, String> env) {
        this.engine = engine;
        this.id = id;
        this.alias = alias;
        this.env = env;
    }

    String id() {
        return id;
    }

    String alias() {
        return alias;
    }

    Map<String, String> env() {
        return env;
    }

    Relay relay() {
        return relay;
    }

    /** From now on its log goes to the relay, from the first line on. */
    void follow() {
        Thread.ofVirtual().name("log of " + alias).start(() -> {
            try {
                engine.followLog(id, relay, unfollow);
            } catch (EngineException broken) {
                // The questions meet the same engine and tell it better; the log can still be asked for.
                LOG.debug("the log of {} broke off", alias, broken);
            } finally {
                followed.complete(null);
            }
        });
    }

    /** It stood already: nobody follows its log, so there is no end of it to wait for, nor is its start known. */
    void adopted() {
        adopted = true;
        followed.complete(null);
    }

    /** Since it was started; empty when that was done by somebody else. */
    Optional<Duration> age() {
        return adopted ? Optional.empty() : Optional.of(Duration.ofNanos(System.nanoTime() - startedAt));
    }

    /** Its age at its first good answer; empty of any later one, before which it may have waited for a question. */
    Optional<Duration> startUp() {
        Optional<Duration> age = answered ? Optional.empty() : age();
        answered = true;
        return age;
    }

    /** What it held at most, as far as the engine knows. */
    OptionalLong peakMemory() {
        try {
            return adopted ? OptionalLong.empty() : engine.peakMemory(id);
        } catch (EngineException unknown) {
            LOG.debug("what {} takes is not known", alias, unknown);
            return OptionalLong.empty();
        }
    }

    /** Lets the log of a container that has ended come in to its end, which takes a moment as a rule. */
    void drain() {
        followed.completeOnTimeout(null, DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    void unfollow() {
        unfollow.raise(StopSignal.Reason.DONE);
    }

    ContainerState state() {
        return engine.inspect(id);
    }

    /** What there is to say when it no longer runs. */
    Sight ended(ContainerState state) {
        return new Sight.Pointless(
                "the container of %s has ended with exit code %d%s%s"
                        .formatted(
                                alias,
                                state.exitCode(),
                                state.oomKilled() ? ", killed for want of memory" : "",
                                state.error().isBlank() ? "" : " (" + Wording.excerpt(state.error()) + ")"),
                state.exitCode(),
                state.oomKilled());
    }

    /** With the truth about memory: the kernel may have killed a process of a container that goes on without it. */
    ProbeResult.Unhealthy starved(ProbeResult.Unhealthy no) {
        if (no.oomKilled() || !state().oomKilled()) {
            return no;
        }
        return new ProbeResult.Unhealthy(
                no.message() + ", and a process of " + alias + " was killed for want of memory",
                no.tries(),
                no.waited(),
                no.exit(),
                true,
                no.lines());
    }

    List<String> lastLines() {
        return engine.logTail(id, LAST_LINES);
    }

    int exec(List<String> command, OutputSink output, StopSignal stop) {
        return engine.exec(id, command, env, output, stop).exitCode();
    }

    /** With variables beside those that the container has. */
    int exec(List<String> command, Map<String, String> variables, OutputSink output, StopSignal stop) {
        Map<String, String> both = new HashMap<>(env);
        both.putAll(variables);
        return engine.exec(id, command, both, output, stop).exitCode();
    }

    /** The end of its log. */
    List<String> lastLines(int most) {
        return engine.logTail(id, most);
    }
}
