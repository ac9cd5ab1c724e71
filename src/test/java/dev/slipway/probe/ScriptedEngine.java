package dev.slipway.probe;

import dev.slipway.engine.BuildListener;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.ContainerFile;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerState;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ExecOutcome;
import dev.slipway.engine.Housekeeping;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.ImageLayer;
import dev.slipway.engine.LogSection;
import dev.slipway.engine.OpenPort;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.TimedSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An engine whose containers do what the test says: each is asked once, when it starts, for the part it will play. */
public final class ScriptedEngine implements Engine {
    /** What a container does. Without an exit code it runs until it is removed. */
    public record Play(
            @Nullable Integer exit, boolean oom, boolean unstartable, List<String> output, Map<Integer, String> ports) {
        public static Play exits(int code, String... output) {
            return new Play(code, false, false, List.of(output), Map.of());
        }

        public static Play runs(String... output) {
            return new Play(null, false, false, List.of(output), Map.of());
        }

        public static Play killedForMemory(String... output) {
            return new Play(137, true, false, List.of(output), Map.of());
        }

        public static Play notThere() {
            return new Play(127, false, true, List.of(), Map.of());
        }

        public Play publishing(int port, String address) {
            return new Play(exit, oom, unstartable, output, Map.of(port, address));
        }
    }

    private final Map<String, ImageFacts> images = new ConcurrentHashMap<>();
    private final Map<String, ContainerSpec> containers = new ConcurrentHashMap<>();
    private final Map<String, Play> playing = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> removed = new ConcurrentHashMap<>();
    private final Map<String, String> networks = new LinkedHashMap<>();
    private final ConcurrentLinkedQueue<ContainerState.Health> health = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Integer> execExits = new ConcurrentLinkedQueue<>();
    public final List<ContainerSpec> created = new ArrayList<>();
    public final List<String> volumes = new ArrayList<>();
    public final List<List<String>> executed = new ArrayList<>();
    public @Nullable EngineException onRemove;
    public @Nullable EngineException onStart;
    /** What a command prints, by what it is given in variables; null for a line of no meaning. */
    public @Nullable Function<Map<String, String>, List<String>> prints;

    /** Whether a command goes on after what it prints, until it is stopped; null for none. */
    public @Nullable Predicate<Map<String, String>> lingers;

    /** What every container holds, by path. */
    public final Map<String, String> files = new ConcurrentSkipListMap<>();

    public OptionalLong peakMemory = OptionalLong.empty();

    private final AtomicInteger lingering = new AtomicInteger();
    private Function<ContainerSpec, Play> script = spec -> Play.runs();
    private volatile @Nullable Play overriding;

    public ScriptedEngine plays(Function<ContainerSpec, Play> parts) {
        script = parts;
        return this;
    }

    public ScriptedEngine with(
            String id, long bytes, ImageFacts.Configuration configuration, Map<String, String> labels) {
        images.put(id, new ImageFacts(id, List.of(), List.of(), labels, bytes, configuration));
        return this;
    }

    public ScriptedEngine with(String id) {
        return with(
                id,
                100,
                new ImageFacts.Configuration("app", List.of("serve"), List.of(), Map.of(), List.of(8000), null, "/"),
                Map.of());
    }

    /** The last one stays. */
    public ScriptedEngine health(ContainerState.Health... seen) {
        health.addAll(List.of(seen));
        return this;
    }

    /** The last one stays. */
    public ScriptedEngine execs(Integer... exits) {
        execExits.addAll(List.of(exits));
        return this;
    }

    /** From now on every container is in this state. */
    public void now(Play play) {
        overriding = play;
    }

    public List<String> left() {
        List<String> left = new ArrayList<>(containers.keySet());
        left.addAll(networks.values());
        return left;
    }

    /** How many commands have not ended. */
    public int lingering() {
        return lingering.get();
    }

    public List<String> imageIds() {
        return List.copyOf(images.keySet());
    }

    private static <T> @Nullable T next(ConcurrentLinkedQueue<T> queue) {
        return queue.size() > 1 ? queue.poll() : queue.peek();
    }

    private Play play(String container) {
        Play play = playing.get(container);
        if (play == null) {
            throw new EngineException(Kind.NOT_FOUND, "asking for " + container, "no such container, or not started");
        }
        Play instead = overriding;
        return instead == null ? play : instead;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(
                "Scripted",
                "1",
                "1.41",
                "linux/amd64",
                EngineInfo.Builder.BUILDKIT,
                EngineInfo.Store.LAYERS,
                "unix:///scripted");
    }

    @Override
    public Optional<ImageFacts> image(String reference) {
        return Optional.ofNullable(images.get(reference));
    }

    @Override
    public List<ImageLayer> layers(String image) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<ContainerFile> files(String container, String path, long most, StopSignal stop) {
        List<ContainerFile> found = new ArrayList<>();
        files.forEach((at, text) -> {
            if (at.equals(path) || at.startsWith(path + "/")) {
                boolean whole = text.length() <= most;
                String read = whole ? text : text.substring(0, (int) most);
                found.add(new ContainerFile(
                        at.substring(at.lastIndexOf('/') + 1),
                        new ContainerFile.Content(read.getBytes(StandardCharsets.UTF_8)),
                        whole));
            }
        });
        return found;
    }

    @Override
    public OptionalLong peakMemory(String container) {
        return peakMemory;
    }

    @Override
    public List<ImageFacts> imagesLabelled(String label, String value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void pull(String reference, OutputSink progress, StopSignal stop) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BuildOutcome build(BuildRequest request, BuildListener listener, StopSignal stop) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void tag(String image, String reference) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void removeImage(String reference) {
        images.remove(reference);
    }

    @Override
    public String createContainer(ContainerSpec spec) {
        created.add(spec);
        String id = "c" + created.size();
        containers.put(id, spec);
        removed.put(id, new CountDownLatch(1));
        return id;
    }

    @Override
    public void start(String container) {
        if (onStart != null) {
            throw onStart;
        }
        ContainerSpec spec = containers.get(container);
        if (spec == null) {
            throw new EngineException(Kind.NOT_FOUND, "starting " + container, "no such container");
        }
        Play play = script.apply(spec);
        playing.put(container, play);
        if (play.unstartable()) {
            throw new EngineException(Kind.REFUSED, "starting " + container, "executable file not found in $PATH");
        }
    }

    @Override
    public ContainerState inspect(String container) {
        Play play = play(container);
        boolean running = play.exit() == null;
        return new ContainerState(
                container,
                running,
                play.exit() == null ? 0 : play.exit(),
                play.oom(),
                "",
                next(health),
                running ? play.ports() : Map.of(),
                ContainerState.Restarts.NONE);
    }

    @Override
    public ContainerState await(String container, StopSignal stop) {
        if (play(container).exit() == null) {
            untilRaised(container, stop);
            throw new EngineException(Kind.STOPPED, "waiting for " + container, "stopped");
        }
        return inspect(container);
    }

    private void untilRaised(String container, StopSignal stop) {
        CountDownLatch gone = removed.getOrDefault(container, new CountDownLatch(0));
        CountDownLatch ended = new CountDownLatch(1);
        StopSignal.Registration raised = stop.onRaise(why -> ended.countDown());
        Thread.startVirtualThread(() -> {
            try {
                gone.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            ended.countDown();
        });
        try {
            ended.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        raised.close();
    }

    @Override
    public void keepRunning(String container) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void stop(String container, Duration grace) {}

    @Override
    public ExecOutcome exec(
            String container, List<String> command, Map<String, String> env, OutputSink output, StopSignal stop) {
        executed.add(command);
        Integer exit = next(execExits);
        List<String> lines = prints == null ? List.of("exec says " + exit) : prints.apply(env);
        lines.forEach(line -> output.line(OutputSink.Stream.OUT, line));
        if (lingers != null && lingers.test(env)) {
            lingering.incrementAndGet();
            untilRaised(container, stop);
            lingering.decrementAndGet();
            throw new EngineException(Kind.STOPPED, "running a command in " + container, "stopped");
        }
        return new ExecOutcome(exit == null ? 0 : exit);
    }

    @Override
    public List<String> logTail(String container, int lines) {
        return play(container).output();
    }

    @Override
    public void followLog(String container, OutputSink output, StopSignal stop) {
        Play play = play(container);
        play.output().forEach(line -> output.line(OutputSink.Stream.OUT, line));
        if (play.exit() == null) {
            untilRaised(container, stop);
        }
    }

    @Override
    public void readLog(String container, LogSection section, TimedSink output, StopSignal stop) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String commit(String container, String configurationOf, Map<String, String> labels) {
        ImageFacts from = images.get(configurationOf);
        if (from == null) {
            throw new EngineException(Kind.NOT_FOUND, "committing", "no such image");
        }
        String id = "layered-" + configurationOf;
        with(id, from.bytes() + 7, from.configuration(), labels);
        return id;
    }

    @Override
    public void removeContainer(String container) {
        if (onRemove != null) {
            throw onRemove;
        }
        if (containers.remove(container) != null) {
            removed.getOrDefault(container, new CountDownLatch(0)).countDown();
        }
    }

    @Override
    public String createNetwork(String name, boolean internal, Map<String, String> labels) {
        networks.put(name, name);
        return name;
    }

    @Override
    public void removeNetwork(String network) {
        networks.remove(network);
    }

    @Override
    public void createVolume(String name, Map<String, String> labels) {
        volumes.add(name);
    }

    @Override
    public void removeVolume(String name) {
        volumes.remove(name);
    }

    @Override
    public List<OwnedObject> owned(String label) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<OpenPort> openPorts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Housekeeping housekeeping() {
        throw new UnsupportedOperationException("no probe keeps house");
    }

    @Override
    public void close() {}
}
