package dev.slipway.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.engine.ContainerFile;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.knowledge.PythonPackages;
import dev.slipway.probe.Moorings.Command;
import dev.slipway.probe.OneOff.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which packages are installed in an image. One container without network, volumes and secrets serves all: what dpkg, apk
 * and npm have written down is read out of it before anything runs, and the image's own Python lists its distributions in
 * it, as only an interpreter knows where it would look for them.
 *
 * <p>Never throws for what an image or an engine does: whoever could not be asked is named. Bounded by {@link #WITHIN} and by
 * the signal. Any thread; its questions are asked side by side.
 */
public final class PackageSurvey {
    static final Duration WITHIN = Duration.ofSeconds(15);

    private static final Logger log = LoggerFactory.getLogger(PackageSurvey.class);
    private static final long LONGEST_LIST = 32_000_000;
    private static final List<String> INTERPRETERS = List.of("python3", "python");

    private final Engine engine;
    private final Moorings moorings;
    private final StopSignal stop;
    private final List<Found> packages = new ArrayList<>();
    private final List<String> unasked = new ArrayList<>();

    private PackageSurvey(Engine engine, Moorings moorings, StopSignal stop) {
        this.engine = engine;
        this.moorings = moorings;
        this.stop = stop;
    }

    /** {@code manager} is pip, npm, dpkg or apk; {@code name} is in the form that it compares by. */
    public record Found(String manager, String name, String version) {}

    /** Packages by manager and name. {@code unasked} are managers that may have some, each with why nobody knows. */
    public record Answer(List<Found> packages, List<String> unasked) {
        public Answer {
            packages = List.copyOf(packages);
            unasked = List.copyOf(unasked);
        }
    }

    /** @param setting names and labels the container; a later start finds by them what was left behind */
    public static Answer ask(Engine engine, String imageId, BedSetting setting, StopSignal stop) {
        Moorings moorings = new Moorings(engine, setting);
        try (Deadline deadline = new Deadline(stop, WITHIN)) {
            return new PackageSurvey(engine, moorings, deadline.signal()).of(imageId, deadline);
        } finally {
            try {
                moorings.removeAll();
            } catch (EngineException left) {
                log.warn("a container that was looked into is left; the run's own sweep follows", left);
            }
        }
    }

    private Answer of(String imageId, Deadline deadline) {
        Optional<ImageFacts.Configuration> configuration;
        String container;
        Python.Call call = new Python.Call(INTERPRETERS.getFirst(), "packages.py", List.of());
        Subject subject = new Subject(imageId, "packages", Map.of());
        try {
            configuration = engine.image(imageId).map(ImageFacts::configuration);
            container = moorings.create(subject, subject.alias(), Command.of(call.argv()), new Attachment.None());
        } catch (EngineException refused) {
            return new Answer(List.of(), List.of("all: " + words(refused)));
        }
        String path = configuration.map(known -> known.env().get("PATH")).orElse("/usr/local/bin:/usr/bin:/bin");
        String folder =
                configuration.map(ImageFacts.Configuration::workingDirectory).orElse("");
        Stream.of(
                        beside("dpkg", () -> dpkg(container)),
                        beside("apk", () -> apk(container)),
                        beside("rpm", () -> rpm(container)),
                        beside("npm", () -> npm(container, folder.equals("/") ? "" : folder)),
                        beside("pip", () -> pip(container, path, subject, call, deadline)))
                .toList()
                .forEach(CompletableFuture::join);
        List<Found> sorted = packages.stream()
                .sorted(Comparator.comparing(Found::manager).thenComparing(Found::name))
                .distinct()
                .toList();
        return new Answer(sorted, unasked.stream().sorted().toList());
    }

    /** A question to one manager; why it has no answer comes as an exception. */
    @FunctionalInterface
    private interface Question {
        List<Found> ask() throws Unasked;
    }

    private static final class Unasked extends Exception {
        private static final long serialVersionUID = 1;

        Unasked(String why) {
            super(why);
        }
    }

    private CompletableFuture<Void> beside(String manager, Question question) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        found(question.ask());
                    } catch (Unasked why) {
                        unasked(manager, String.valueOf(why.getMessage()));
                    } catch (EngineException broken) {
                        unasked(manager, words(broken));
                    } catch (RuntimeException strange) {
                        // An image may hold anything; its attempt must not fail of what we make of it.
                        log.warn("the packages of {} could not be listed", manager, strange);
                        unasked(manager, strange.toString());
                    }
                },
                Thread::startVirtualThread);
    }

    private synchronized void found(List<Found> more) {
        packages.addAll(more);
    }

    private synchronized void unasked(String manager, String why) {
        unasked.add(manager + ": " + Wording.excerpt(why));
    }

    private static String words(EngineException broken) {
        return broken.kind() == EngineException.Kind.STOPPED
                ? "no answer within " + Wording.time(WITHIN)
                : broken.operation() + ": " + broken.answer();
    }

    private Optional<String> read(String container, String path) throws Unasked {
        List<ContainerFile> files = engine.files(container, path, LONGEST_LIST, stop);
        return files.isEmpty() ? Optional.empty() : Optional.of(text(path, files.getFirst()));
    }

    private static String text(String path, ContainerFile file) throws Unasked {
        if (!file.whole()) {
            throw new Unasked(path + " has more than " + LONGEST_LIST + " bytes");
        }
        return file.content().text();
    }

    private boolean there(String container, String path) {
        return !engine.files(container, path, 0, stop).isEmpty();
    }

    private List<Found> dpkg(String container) throws Unasked {
        Optional<String> status = read(container, "/var/lib/dpkg/status");
        List<Found> found = new ArrayList<>(status.map(PackageLists::dpkg).orElse(List.of()));
        if (found.isEmpty()) {
            // Images without a shell have one file for each package, and another with its checksums.
            for (ContainerFile file : engine.files(container, "/var/lib/dpkg/status.d", LONGEST_LIST, stop)) {
                if (!file.name().endsWith(".md5sums")) {
                    found.addAll(PackageLists.dpkg(text("/var/lib/dpkg/status.d", file)));
                }
            }
        }
        return found;
    }

    private List<Found> apk(String container) throws Unasked {
        return read(container, "/lib/apk/db/installed").map(PackageLists::apk).orElse(List.of());
    }

    private List<Found> rpm(String container) throws Unasked {
        if (there(container, "/var/lib/rpm") || there(container, "/usr/lib/sysimage/rpm")) {
            throw new Unasked("its database cannot be read from outside");
        }
        return List.of();
    }

    private List<Found> npm(String container, String folder) throws Unasked {
        String modules = folder + "/node_modules";
        Optional<String> lock = read(container, modules + "/.package-lock.json");
        if (lock.isEmpty() && there(container, modules)) {
            lock = read(container, folder + "/package-lock.json");
            if (lock.isEmpty()) {
                throw new Unasked(modules + " has no list of what is in it (.package-lock.json)");
            }
        }
        try {
            return lock.isEmpty() ? List.of() : PackageLists.npm(lock.get());
        } catch (JsonProcessingException torn) {
            throw new Unasked("its lock file in " + folder + " is no JSON");
        }
    }

    private List<Found> pip(String container, String path, Subject subject, Python.Call call, Deadline deadline)
            throws Unasked {
        Optional<String> interpreter = interpreter(container, path);
        if (interpreter.isEmpty()) {
            return List.of();
        }
        if (interpreter.get().equals(INTERPRETERS.getFirst())) {
            return distributions(call, container, deadline);
        }
        Python.Call other = new Python.Call(interpreter.get(), "packages.py", List.of());
        return distributions(
                other,
                moorings.create(subject, subject.alias(), Command.of(other.argv()), new Attachment.None()),
                deadline);
    }

    private Optional<String> interpreter(String container, String path) {
        for (String name : INTERPRETERS) {
            for (String folder : path.split(":", -1)) {
                if (folder.startsWith("/") && there(container, folder + "/" + name)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    private List<Found> distributions(Python.Call call, String container, Deadline deadline) throws Unasked {
        Python.Answer answer = call.answer(OneOff.run(engine, container, call.into(OutputSink.NOWHERE), deadline));
        switch (answer.ending()) {
            case Ending.Ended(int exit, boolean oomKilled, List<String> lines) -> {
                if (exit != 0) {
                    String last = lines.isEmpty() ? "" : ": " + lines.getLast();
                    throw new Unasked("listing the distributions ended with exit code " + exit + last);
                }
            }
            case Ending.NotStarted(int exit, String why) -> throw new Unasked("Python does not start: " + why);
            case Ending.TooLong late -> throw new Unasked("no answer within " + Wording.time(WITHIN));
        }
        Map<String, Found> found = new LinkedHashMap<>();
        for (JsonNode report : answer.reports()) {
            String name = PythonPackages.normal(report.path("name").asText());
            // The first one on the path is the one that is imported.
            found.putIfAbsent(
                    name, new Found("pip", name, report.path("version").asText()));
        }
        return List.copyOf(found.values());
    }
}
