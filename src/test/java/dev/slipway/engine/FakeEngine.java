package dev.slipway.engine;

import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.fake.FakeBelongings;
import dev.slipway.engine.fake.FakeBuild;
import dev.slipway.engine.fake.FakeContainer;
import dev.slipway.engine.fake.FakeHousekeeping;
import dev.slipway.engine.fake.FakeImages;
import dev.slipway.engine.fake.Lines;
import dev.slipway.engine.fake.Script;
import dev.slipway.engine.fake.Script.End;
import dev.slipway.engine.fake.Scripts;
import dev.slipway.model.ContainerSettings.Volume;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * An engine in memory that does what it is told beforehand.
 *
 * <pre>{@code
 * FakeEngine engine = new FakeEngine()
 *         .with("python:3.11-slim")
 *         .onBuild("worker", exits(1, "error: command 'gcc' failed"), succeeds())   // by tag, dockerfile or label value
 *         .onRun("redis", hangs("Ready to accept connections"))                     // by image or command
 *         .onExec("redis-cli ping", succeeds("PONG"));
 * }</pre>
 *
 * Unscripted builds, pulls and commands succeed without a word; unscripted containers keep running. It polices its
 * caller: starting a container twice, removing what never was, anything after {@link #close} is an
 * {@link AssertionError}. {@link #calls} remembers what was asked, {@link #left} what was not cleared away.
 */
public final class FakeEngine implements Engine {
    private final Scripts builds = new Scripts(Script.succeeds());
    private final Scripts pulls = new Scripts(Script.succeeds());
    private final Scripts runs = new Scripts(Script.hangs());
    private final Scripts execs = new Scripts(Script.succeeds());
    private final FakeImages images = new FakeImages();
    private final Map<String, FakeContainer> containers = new LinkedHashMap<>();
    private final FakeBelongings belongings = new FakeBelongings();
    private final FakeHousekeeping housekeeping = new FakeHousekeeping(images, this::asked);
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<BuildRequest> requests = new CopyOnWriteArrayList<>();
    private Consumer<String> onCall = call -> {};
    private CompletableFuture<EngineException> gone = new CompletableFuture<>();
    private EngineInfo.Builder builder = EngineInfo.Builder.BUILDKIT;
    private EngineInfo.Store store = EngineInfo.Store.LAYERS;
    private final Map<String, String> files = new ConcurrentSkipListMap<>();
    private OptionalLong peakMemory = OptionalLong.empty();
    private boolean closed;

    /** An image that is there from the beginning. */
    public FakeEngine with(String reference) {
        images.make(Script.succeeds(), Map.of(), List.of(reference));
        return this;
    }

    public FakeEngine with(String reference, ImageFacts.Configuration configuration, Map<String, String> labels) {
        images.make(Script.succeeds().configured(configuration), labels, List.of(reference));
        return this;
    }

    public FakeEngine onBuild(String tagOrDockerfile, Script... successive) {
        builds.put(tagOrDockerfile, List.of(successive));
        return this;
    }

    public FakeEngine onPull(String reference, Script... successive) {
        pulls.put(reference, List.of(successive));
        return this;
    }

    public FakeEngine onRun(String imageOrCommand, Script... successive) {
        runs.put(imageOrCommand, List.of(successive));
        return this;
    }

    public FakeEngine onExec(String command, Script... successive) {
        execs.put(command, List.of(successive));
        return this;
    }

    /** Every container has this file. */
    public FakeEngine file(String path, String text) {
        files.put(path, text);
        return this;
    }

    /** What every container is said to have held at most. */
    public FakeEngine peakMemory(long bytes) {
        peakMemory = OptionalLong.of(bytes);
        return this;
    }

    /** Builds with the old builder. */
    public FakeEngine classic() {
        builder = EngineInfo.Builder.CLASSIC;
        return this;
    }

    /** Runs at the beginning of every call, with its text as {@link #calls} shows it. */
    public FakeEngine onCall(Consumer<String> listener) {
        onCall = listener;
        return this;
    }

    /** From now on nobody listens; what hangs, breaks off. */
    public synchronized void goAway() {
        gone.complete(new EngineException(Kind.UNREACHABLE, "asking the engine", "connection refused"));
    }

    public synchronized void comeBack() {
        gone = new CompletableFuture<>();
    }

    /** The container of this name ends again and again from now on, as soon as it is kept running. */
    public synchronized void loop(String name) {
        containers.values().stream()
                .filter(container -> container.spec().name().equals(name))
                .forEach(FakeContainer::loop);
    }

    public List<String> calls() {
        return List.copyOf(calls);
    }

    public List<BuildRequest> requests() {
        return List.copyOf(requests);
    }

    /** Containers, networks and volumes that are still there. */
    public synchronized List<OwnedObject> left() {
        List<OwnedObject> left = new ArrayList<>();
        containers.values().stream()
                .map(container -> new OwnedObject(
                        OwnedObject.Kind.CONTAINER,
                        container.id(),
                        container.spec().name(),
                        container.spec().labels()))
                .forEach(left::add);
        left.addAll(belongings.left());
        return left;
    }

    /** Says so from now on; it keeps them as it did. */
    public void keepImagesIn(EngineInfo.Store other) {
        store = other;
    }

    public List<String> tags() {
        return images.tags();
    }

    @Override
    public EngineInfo info() {
        asked("info");
        return new EngineInfo("Fake", "1", "1.41", "linux/amd64", builder, store, "memory:");
    }

    @Override
    public Optional<ImageFacts> image(String reference) {
        asked("image " + reference);
        return images.find(reference);
    }

    @Override
    public List<ImageLayer> layers(String image) {
        String operation = asked("layers " + image);
        return images.find(image)
                .map(facts -> List.of(new ImageLayer("FROM fake", facts.bytes())))
                .orElseThrow(() -> new EngineException(Kind.NOT_FOUND, operation, "No such image: " + image));
    }

    @Override
    public List<ContainerFile> files(String container, String path, long most, StopSignal stop) {
        container("files " + path + " in ", container);
        List<ContainerFile> found = new ArrayList<>();
        files.forEach((at, text) -> {
            if (at.equals(path) || at.startsWith(path + "/")) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                int read = (int) Math.min(most, bytes.length);
                found.add(new ContainerFile(
                        at.substring(at.lastIndexOf('/') + 1),
                        new ContainerFile.Content(Arrays.copyOf(bytes, read)),
                        read == bytes.length));
            }
        });
        return found;
    }

    @Override
    public OptionalLong peakMemory(String container) {
        container("peak memory ", container);
        return peakMemory;
    }

    @Override
    public List<ImageFacts> imagesLabelled(String label, String value) {
        asked("images labelled " + label + "=" + value);
        return images.labelled(label, value);
    }

    @Override
    public void pull(String reference, OutputSink progress, StopSignal stop) {
        String operation = asked("pull " + reference);
        Script script = pulls.next(List.of(reference));
        play(operation, script, Map.of(), progress, stop);
        images.pulled(script, reference);
    }

    @Override
    public BuildOutcome build(BuildRequest request, BuildListener listener, StopSignal stop) {
        String operation = asked("build " + request.dockerfile() + " " + String.join(",", request.tags()));
        requests.add(request);
        if (stop.raised()) {
            throw stopped(operation, stop);
        }
        Script script = builds.next(FakeBuild.words(request));
        return FakeBuild.run(
                script,
                request,
                listener,
                () -> hang(operation, stop, new CompletableFuture<>()),
                () -> images.make(script, request.labels(), request.tags()));
    }

    @Override
    public void tag(String image, String reference) {
        String operation = asked("tag " + image + " " + reference);
        if (!images.name(image, reference)) {
            throw new EngineException(Kind.NOT_FOUND, operation, "No such image: " + image);
        }
    }

    @Override
    public void removeImage(String reference) {
        asked("remove image " + reference);
        images.remove(reference);
    }

    @Override
    public synchronized String createContainer(ContainerSpec spec) {
        String operation = asked("create " + spec.name() + " " + spec.image());
        if (images.find(spec.image()).isEmpty()) {
            throw new EngineException(Kind.NOT_FOUND, operation, "No such image: " + spec.image());
        }
        if (containers.values().stream().anyMatch(other -> other.spec().name().equals(spec.name()))) {
            throw new EngineException(Kind.CONFLICT, operation, "The name is already in use: " + spec.name());
        }
        if (spec.attachment() instanceof ContainerSpec.Attachment.Joined joined
                && !belongings.hasNetwork(joined.network())) {
            throw new EngineException(Kind.NOT_FOUND, operation, "No such network: " + joined.network());
        }
        for (Volume volume : spec.confinement().surface().volumes()) {
            if (volume instanceof Volume.Bound bound && !Files.exists(bound.source())) {
                throw new EngineException(
                        Kind.REFUSED, operation, "bind source path does not exist: " + bound.source());
            }
        }
        String command = String.join(" ", spec.command().orElse(List.of()));
        List<String> names = images.find(spec.image()).map(ImageFacts::tags).orElse(List.of());
        List<String> words = new ArrayList<>(List.of(command, spec.image(), spec.name()));
        words.addAll(names);
        String id = belongings.id("container", spec.name());
        containers.put(id, new FakeContainer(id, spec, () -> runs.next(words)));
        images.use(id, spec.image());
        return id;
    }

    @Override
    public void start(String container) {
        container("start ", container).start();
    }

    @Override
    public ContainerState inspect(String container) {
        return container("inspect ", container).state();
    }

    @Override
    public ContainerState await(String container, StopSignal stop) {
        FakeContainer found = container("await ", container);
        if (!found.ended().isDone()) {
            EngineException why = hang("await " + container, stop, found.ended());
            if (!found.ended().isDone()) {
                throw why;
            }
        }
        return found.state();
    }

    @Override
    public void keepRunning(String container) {
        container("keep running ", container).keep();
    }

    @Override
    public void stop(String container, Duration grace) {
        container("stop ", container).kill(143);
    }

    @Override
    public ExecOutcome exec(
            String container, List<String> command, Map<String, String> env, OutputSink output, StopSignal stop) {
        String words = String.join(" ", command);
        FakeContainer found = container("exec " + words + " in ", container);
        String operation = "running " + command.getFirst() + " in container " + container;
        if (!found.running()) {
            throw new EngineException(Kind.CONFLICT, operation, "the container is not running");
        }
        Script script = execs.next(List.of(words));
        play(operation, script, env, output, stop);
        return new ExecOutcome(script.end() instanceof End.Exit exit ? exit.code() : 0);
    }

    @Override
    public List<String> logTail(String container, int lines) {
        List<String> all = container("log ", container).log().stream()
                .map(Script.Said::text)
                .toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    @Override
    public void followLog(String container, OutputSink output, StopSignal stop) {
        FakeContainer found = container("follow ", container);
        found.log().forEach(said -> output.line(said.stream(), said.text()));
        EngineException why = hang("follow " + container, stop, found.ended());
        if (why.kind() == Kind.UNREACHABLE) {
            throw why;
        }
    }

    /** Each line a second after the one before, from the epoch on; none comes later, however long it is followed. */
    @Override
    public void readLog(String container, LogSection section, TimedSink output, StopSignal stop) {
        FakeContainer found = container("read log ", container);
        List<Script.Said> all = found.log();
        int first = section.lines() < 0 ? 0 : Math.max(0, all.size() - section.lines());
        for (int i = first; i < all.size(); i++) {
            Instant at = Instant.ofEpochSecond(i);
            if (section.since().filter(at::isBefore).isEmpty()) {
                output.line(at, all.get(i).stream(), all.get(i).text());
            }
        }
        if (section.follow()) {
            EngineException why = hang("read log " + container, stop, found.ended());
            if (why.kind() == Kind.UNREACHABLE) {
                throw why;
            }
        }
    }

    @Override
    public String commit(String container, String configurationOf, Map<String, String> labels) {
        container("commit ", container);
        ImageFacts like = images.find(configurationOf)
                .orElseThrow(() -> new EngineException(
                        Kind.NOT_FOUND, "committing container " + container, "No such image: " + configurationOf));
        Map<String, String> all = new LinkedHashMap<>(like.labels());
        all.putAll(labels);
        return images.make(like.configuration(), all, like.bytes(), List.of());
    }

    @Override
    public synchronized void removeContainer(String container) {
        asked("remove container " + container);
        belongings.mustHaveBeen(container);
        find(container).ifPresent(found -> {
            containers.remove(found.id());
            images.letGo(found.id());
            found.kill(137);
        });
    }

    @Override
    public String createNetwork(String name, boolean internal, Map<String, String> labels) {
        asked("create network " + name);
        return belongings.network(name, labels);
    }

    @Override
    public void removeNetwork(String network) {
        asked("remove network " + network);
        belongings.removeNetwork(network);
    }

    @Override
    public void createVolume(String name, Map<String, String> labels) {
        asked("create volume " + name);
        belongings.volume(name, labels);
    }

    @Override
    public void removeVolume(String name) {
        asked("remove volume " + name);
        belongings.removeVolume(name);
    }

    @Override
    public List<OwnedObject> owned(String label) {
        asked("owned " + label);
        String[] pair = label.split("=", 2);
        return left().stream()
                .filter(object -> object.labels().containsKey(pair[0]))
                .filter(object ->
                        pair.length == 1 || pair[1].equals(object.labels().get(pair[0])))
                .sorted(Comparator.comparing(OwnedObject::kind))
                .toList();
    }

    /** To be told what it should answer. */
    @Override
    public FakeHousekeeping housekeeping() {
        return housekeeping;
    }

    @Override
    public synchronized List<OpenPort> openPorts() {
        asked("open ports");
        return containers.values().stream()
                .flatMap(container -> container.state().ports().values().stream()
                        .map(address -> new OpenPort(
                                container.id(),
                                container.spec().name(),
                                address.replaceFirst(":\\d+$", ""),
                                Integer.parseInt(address.replaceFirst("^.*:", "")))))
                .toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private String asked(String call) {
        CompletableFuture<EngineException> away;
        synchronized (this) {
            if (closed) {
                throw new AssertionError("the engine is closed: " + call);
            }
            away = gone;
        }
        calls.add(call);
        onCall.accept(call);
        if (away.isDone()) {
            throw new EngineException(Kind.UNREACHABLE, call, "connection refused");
        }
        return call;
    }

    private void play(String operation, Script script, Map<String, String> env, OutputSink sink, StopSignal stop) {
        if (stop.raised()) {
            throw stopped(operation, stop);
        }
        Lines.of(script, env).forEach(said -> sink.line(said.stream(), said.text()));
        switch (script.end()) {
            case End.Exit exit -> {}
            case End.Never() -> throw hang(operation, stop, new CompletableFuture<>());
            case End.Rejected(String message) -> throw new EngineException(Kind.NOT_FOUND, operation, message);
            case End.Broken(Kind kind, String answer) -> throw new EngineException(kind, operation, answer);
        }
    }

    /** Waits for the signal, for the engine to go away or for {@code end}, whichever comes first, and says which. */
    private EngineException hang(String operation, StopSignal stop, CompletableFuture<?> end) {
        CompletableFuture<EngineException> away;
        synchronized (this) {
            away = gone;
        }
        CompletableFuture<EngineException> raised = new CompletableFuture<>();
        StopSignal.Registration tied = stop.onRaise(why -> raised.complete(stopped(operation, stop)));
        try {
            CompletableFuture.anyOf(raised, away, end).join();
        } finally {
            tied.close();
        }
        EngineException over = new EngineException(Kind.FAILED, operation, "it ended by itself");
        return raised.getNow(away.getNow(over));
    }

    private static EngineException stopped(String operation, StopSignal stop) {
        return new EngineException(
                Kind.STOPPED,
                operation,
                stop.reason().map(why -> "stopped: " + why).orElse("stopped"));
    }

    private FakeContainer container(String verb, String container) {
        String operation = asked(verb + container);
        return find(container)
                .orElseThrow(() -> new EngineException(Kind.NOT_FOUND, operation, "No such container: " + container));
    }

    private synchronized Optional<FakeContainer> find(String container) {
        Collection<FakeContainer> all = containers.values();
        return all.stream()
                .filter(one -> one.id().equals(container) || one.spec().name().equals(container))
                .findFirst();
    }
}
