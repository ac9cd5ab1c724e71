package dev.slipway.probe;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.WorkerCheck;
import dev.slipway.probe.Moorings.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Where one image, or a stack of them, is proven: services and members are started first, then questions are asked.
 * What a question needs is started when it is first needed and shared by the questions after it; closing removes all.
 *
 * <p>Threads: one at a time. Every wait ends soon after its {@link StopSignal} is raised, as an
 * {@link EngineException} of kind STOPPED. A broken engine is an exception too; whatever the thing under test says, or
 * does not say, is a {@link ProbeResult}. Output of containers reaches the sink of the question that is being asked, as
 * it comes.
 */
public final class TestBed implements AutoCloseable {
    private static final String START_UP = "startUpMs";

    private final Engine engine;
    private final BedSetting setting;
    private final Moorings moorings;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Set<String> services = new HashSet<>();

    private TestBed(Engine engine, BedSetting setting) {
        this.engine = engine;
        this.setting = setting;
        this.moorings = new Moorings(engine, setting);
    }

    /** Nothing is made in the engine before it is needed. */
    public static TestBed open(Engine engine, BedSetting setting) {
        return new TestBed(engine, setting);
    }

    /** Starts a service, reachable by its name from everything that is started later, and waits until it is ready. */
    public ProbeResult startService(ServiceSpec service, StopSignal stop, OutputSink log) {
        Subject subject = new Subject(service.image(), service.name(), service.env())
                .confined(service.container())
                .publishedFor(service.ready());
        services.add(service.name());
        Command command = service.command().isEmpty() ? Command.OWN : new Command(null, service.command());
        moorings.network();
        Optional<ProbeResult> failure = start(subject, command, stop, log);
        if (failure.isPresent()) {
            return failure.get();
        }
        List<String> details = new ArrayList<>();
        Map<String, String> facts = new LinkedHashMap<>();
        for (Check check : service.ready()) {
            switch (ask(check, subject, stop, log)) {
                case ProbeResult.Healthy(String detail, Map<String, String> measured) -> {
                    details.add(check.title() + ": " + detail);
                    facts.putAll(measured);
                }
                case ProbeResult.Unhealthy no -> {
                    return new ProbeResult.Unhealthy(
                            "service %s is not ready: %s".formatted(service.name(), no.message()),
                            no.tries(),
                            no.waited(),
                            no.exit(),
                            no.oomKilled(),
                            no.lines());
                }
            }
        }
        Running there = running.get(service.name());
        if (there != null && !details.isEmpty()) {
            there.age().ifPresent(age -> facts.put(START_UP, Long.toString(age.toMillis())));
        }
        return new ProbeResult.Healthy(details.isEmpty() ? "started" : String.join(", ", details), facts);
    }

    /** Starts an image as a member of a stack, reachable by its alias; questions to that alias are put to it. */
    public ProbeResult startMember(Subject subject, StopSignal stop, OutputSink log) {
        moorings.network();
        return start(subject, Command.OWN, stop, log).orElseGet(() -> new ProbeResult.Healthy("started", Map.of()));
    }

    /**
     * Takes in a container that stands already, whoever made it: questions to the alias are put to it, and what they start
     * beside it stands on the network that is given. Closing the bed leaves both as they are. Its log is not handed on.
     */
    public void adopt(String container, Subject subject, String network) {
        moorings.join(network);
        services.add(subject.alias());
        Running standing = new Running(engine, container, subject.alias(), subject.env());
        standing.adopted();
        running.put(subject.alias(), standing);
    }

    /** Puts one question and waits for its answer. */
    public ProbeResult ask(Check check, Subject subject, StopSignal stop, OutputSink log) {
        Stops.throwIfRaised(stop, check.title());
        Asking asking = new Asking(engine, moorings, subject, stop, log);
        return switch (check) {
            case Check.Run run
            when run.service() || services.contains(subject.alias()) ->
                beside(asking, check, new CommandQuestion(asking, run)::beside);
            case Check.Run run -> new CommandQuestion(asking, run).once();
            case Check.Import wanted -> new ImportQuestion(asking, wanted).ask();
            case Check.Packages packages -> new PackagesQuestion(asking, packages).ask();
            case Check.Image image -> new ImageQuestion(asking, image).ask();
            case Check.Http http -> beside(asking, check, new HttpQuestion(asking, http, setting.folder())::ask);
            case Check.Logs logs -> beside(asking, check, new LogsQuestion(asking, logs)::ask);
            case WorkerCheck worker -> beside(asking, check, new WorkerQuestion(asking, worker)::ask);
            case Check.Healthy healthy -> {
                HealthQuestion question = new HealthQuestion(asking, healthy);
                Optional<ProbeResult> objection = question.objection();
                yield objection.isPresent() ? objection.get() : beside(asking, check, question::ask);
            }
        };
    }

    /** Puts a question to the running container, which is started first if none is there. */
    private ProbeResult beside(Asking asking, Check check, Function<Running, ProbeResult> question) {
        Subject subject = asking.subject();
        if (!running.containsKey(subject.alias())) {
            Optional<ProbeResult> failure =
                    start(subject.publishedFor(List.of(check)), Command.OWN, asking.stop(), asking.log());
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        Running there = running.get(subject.alias());
        if (there == null) {
            throw new IllegalStateException("%s was started and is not there".formatted(subject.alias()));
        }
        there.relay().attach(asking.log());
        try {
            ProbeResult result = question.apply(there);
            if (result instanceof ProbeResult.Unhealthy no) {
                if (no.exitCode().isPresent()) {
                    there.drain();
                }
                return there.starved(no);
            }
            return result instanceof ProbeResult.Healthy yes ? measured(there, check, yes) : result;
        } finally {
            there.relay().detach();
        }
    }

    private static ProbeResult.Healthy measured(Running there, Check check, ProbeResult.Healthy yes) {
        Map<String, String> facts = new LinkedHashMap<>(yes.facts());
        there.startUp()
                .filter(age -> check instanceof Check.Http || check instanceof Check.Healthy)
                .ifPresent(age -> facts.put(START_UP, Long.toString(age.toMillis())));
        there.peakMemory().ifPresent(bytes -> facts.put("peakMemoryBytes", Long.toString(bytes)));
        return new ProbeResult.Healthy(yes.detail(), facts);
    }

    /** @return why it could not be started, if the image is to blame */
    private Optional<ProbeResult> start(Subject subject, Command command, StopSignal stop, OutputSink log) {
        Stops.throwIfRaised(stop, "starting " + subject.alias());
        if (running.containsKey(subject.alias())) {
            throw new IllegalStateException("%s is already running in this bed".formatted(subject.alias()));
        }
        Set<Integer> ports = new TreeSet<>(subject.ports());
        engine.image(subject.imageId())
                .map(ImageFacts::configuration)
                .ifPresent(configuration -> ports.addAll(configuration.exposedPorts()));
        String container = moorings.create(
                subject, subject.alias(), command, moorings.attached(subject.alias(), List.copyOf(ports)));
        try {
            engine.start(container);
        } catch (EngineException refused) {
            OneOff.Ending.NotStarted ending = OneOff.notStarted(engine, container, refused);
            moorings.remove(container);
            return Optional.of(new ProbeResult.Unhealthy(
                    "starting %s: %s".formatted(subject.alias(), Wording.excerpt(ending.why())),
                    1,
                    Duration.ZERO,
                    ending.exit(),
                    false,
                    ending.lines()));
        }
        Running started = new Running(engine, container, subject.alias(), subject.plainEnv());
        running.put(subject.alias(), started);
        started.relay().attach(log);
        started.follow();
        started.relay().detach();
        return Optional.empty();
    }

    /**
     * Removes every container and the network, within a limit of its own. Idempotent: what could not be removed is tried
     * again by the next call.
     *
     * @throws EngineException for the first object that could not be removed, with the others suppressed
     */
    @Override
    public void close() {
        running.values().forEach(Running::unfollow);
        running.clear();
        moorings.removeAll();
    }
}
