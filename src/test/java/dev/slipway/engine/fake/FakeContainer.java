package dev.slipway.engine.fake;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.ContainerState.Health;
import dev.slipway.engine.fake.Script.End;
import dev.slipway.engine.fake.Script.Said;
import dev.slipway.model.ContainerSettings.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A container that lives by its script, which it asks for when it starts: all its lines are there as soon as it has been started. */
public final class FakeContainer {
    private static final int FIRST_PORT = 49_153;

    private final String id;
    private final ContainerSpec spec;
    private final Supplier<Script> part;
    private Script script = Script.hangs();
    private final CompletableFuture<End.Exit> ended = new CompletableFuture<>();
    private final List<Said> log = new ArrayList<>();
    private boolean started;
    private boolean kept;
    private boolean looping;
    private int inspections;

    public FakeContainer(String id, ContainerSpec spec, Supplier<Script> part) {
        this.id = id;
        this.spec = spec;
        this.part = part;
    }

    public String id() {
        return id;
    }

    public ContainerSpec spec() {
        return spec;
    }

    public CompletableFuture<End.Exit> ended() {
        return ended;
    }

    public synchronized void start() {
        if (started) {
            throw new AssertionError("container " + spec.name() + " was started twice");
        }
        started = true;
        script = part.get();
        log.addAll(Lines.of(script, spec.env()));
        switch (script.end()) {
            case End.Exit exit -> ended.complete(exit);
            case End.Never() -> {}
            case End.Rejected(String message) -> throw new AssertionError("not for containers: " + message);
            case End.Broken broken -> ended.complete(new End.Exit(255, false));
        }
    }

    public synchronized boolean running() {
        return started && !ended.isDone();
    }

    /** As a signal would end it. */
    public void kill(int code) {
        ended.complete(new End.Exit(code, false));
    }

    /** From now on it would be started again. */
    public synchronized void keep() {
        kept = true;
    }

    /** Ends again and again from now on, where it is started again. */
    public synchronized void loop() {
        looping = true;
    }

    public synchronized List<Said> log() {
        return List.copyOf(log);
    }

    public synchronized ContainerState state() {
        End.@Nullable Exit exit = ended.isDone() ? ended.join() : null;
        return new ContainerState(
                id,
                running(),
                exit == null ? 0 : exit.code(),
                exit != null && exit.outOfMemory(),
                "",
                health(),
                running() ? ports() : Map.of(),
                new ContainerState.Restarts(kept, kept && looping));
    }

    private @Nullable Health health() {
        List<Health> successive = script.health();
        return successive.isEmpty() ? null : successive.get(Math.min(inspections++, successive.size() - 1));
    }

    private Map<Integer, String> ports() {
        List<Port> published =
                switch (spec.attachment()) {
                    case Attachment.None() -> List.of();
                    case Attachment.Default(List<Port> publish) -> publish;
                    case Attachment.Joined(String network, String alias, List<Port> publish) -> publish;
                };
        Map<Integer, String> ports = new TreeMap<>();
        published.forEach(port -> ports.put(
                port.container(), "127.0.0.1:" + (port.host() == 0 ? FIRST_PORT + ports.size() : port.host())));
        return ports;
    }
}
