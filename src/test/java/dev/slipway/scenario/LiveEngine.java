package dev.slipway.scenario;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.ExecOutcome;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.BuilderChoice;
import dev.slipway.engine.docker.DockerEngine;
import dev.slipway.engine.docker.EngineAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The engine that the environment names, looked at from beside the program: images, left-overs, events, processes. */
final class LiveEngine implements AutoCloseable {
    static final String RUN = "dev.slipway.run";
    static final String PIPELINE = "dev.slipway.pipeline";

    private static final Pattern VERSION = Pattern.compile("\"Version\":\"(\\d+\\.\\d+)");
    private static final Pattern LAYERS = Pattern.compile("\"Layers\":\\[([^\\]]*)]");
    private static final Pattern GATEWAY = Pattern.compile("\"Gateway\":\"([0-9.]+)\"");

    private final EngineAddress address;
    private final EngineHttp http;
    private final DockerEngine engine;

    private LiveEngine(EngineAddress address, DockerEngine engine) {
        this.address = address;
        this.http = new EngineHttp(address.endpoint());
        this.engine = engine;
    }

    /** Skips the test, with the reason, where no engine answers. */
    static LiveEngine connect() {
        Map<String, String> env = System.getenv();
        Assumptions.assumeTrue(env.containsKey("DOCKER_HOST"), "DOCKER_HOST is not set");
        try {
            EngineAddress address = EngineAddress.discover(env, Path.of(System.getProperty("user.home", "/")));
            return new LiveEngine(address, DockerEngine.connect(address, BuilderChoice.AUTO));
        } catch (EngineException absent) {
            return Assumptions.abort("no engine answers: " + absent.getMessage());
        }
    }

    /** One that is known to be there. */
    static LiveEngine at(URI endpoint) {
        EngineAddress address = EngineAddress.discover(endpoint.toString(), Map.of(), Path.of("/"));
        return new LiveEngine(address, DockerEngine.connect(address, BuilderChoice.AUTO));
    }

    /** Writes an image, under its name, into a file that {@link #load} reads. */
    void save(String reference, Path file) {
        try (InputStream answer = http.open("/images/" + reference + "/get")) {
            Files.copy(answer, file);
        } catch (IOException broken) {
            throw new UncheckedIOException("saving " + reference, broken);
        }
    }

    void load(Path file) {
        http.post("/images/load?quiet=1", file);
    }

    /** Skips the test where the image is absent: no registry may be reachable. */
    void assumeImage(String reference) {
        Assumptions.assumeTrue(engine.image(reference).isPresent(), "the engine has no " + reference);
    }

    Optional<String> imageId(String reference) {
        return engine.image(reference).map(ImageFacts::id);
    }

    EngineInfo.Builder builder() {
        return engine.info().builder();
    }

    /** {@code 28.5}, say. */
    String version() {
        Matcher version = VERSION.matcher(http.text("/version"));
        if (!version.find()) {
            throw new IllegalStateException("the engine tells no version");
        }
        return version.group(1);
    }

    /** Where it listens, for programs beside it. */
    String host() {
        return address.endpoint().toString();
    }

    /** Skips the test where it listens elsewhere than on a unix socket. */
    Path socket() {
        Assumptions.assumeTrue("unix".equals(address.endpoint().getScheme()), "the engine is not on a unix socket");
        return Path.of(address.endpoint().getPath());
    }

    /** The file system that a container of the image would begin with. */
    ImageFiles files(String reference) {
        try (InputStream archive = http.open("/images/" + reference + "/get")) {
            return ImageFiles.read(archive);
        } catch (IOException broken) {
            throw new UncheckedIOException("reading " + reference, broken);
        }
    }

    /** One file of an image, without starting it. */
    String file(String reference, String path) {
        ContainerSpec shelf = new ContainerSpec(
                reference,
                "slipway-shelf-" + UUID.randomUUID(),
                List.of("never-started"),
                List.of(),
                Map.of(),
                new ContainerSpec.Attachment.None(),
                Map.of(),
                Map.of());
        String container = engine.createContainer(shelf);
        try (InputStream archive = http.open(
                "/containers/" + container + "/archive?path=" + URLEncoder.encode(path, StandardCharsets.UTF_8))) {
            return ImageFiles.firstFile(archive);
        } catch (IOException broken) {
            throw new UncheckedIOException("reading " + path + " of " + reference, broken);
        } finally {
            engine.removeContainer(container);
        }
    }

    /** All that the engine tells about an image: its configuration and how it came to be. */
    String everythingAbout(String reference) {
        return http.text("/images/" + reference + "/json") + http.text("/images/" + reference + "/history");
    }

    /** Fetches it, as somebody beside the program does. */
    void pull(String reference) {
        engine.pull(reference, (stream, line) -> {}, new StopSignal());
    }

    void tag(String image, String reference) {
        engine.tag(image, reference);
    }

    /** All names of a pipeline's images and all objects of runs, one a line, to compare before and after. */
    List<String> standing(String pipeline, Collection<String> runs) {
        return Stream.concat(
                        engine.imagesLabelled(PIPELINE, pipeline).stream()
                                .map(image -> "image " + image.id() + " " + image.tags()),
                        ofRuns(runs).stream()
                                .map(one -> one.kind() + " " + one.name() + " "
                                        + one.labels().get(RUN)))
                .sorted()
                .toList();
    }

    void removeImage(String reference) {
        engine.removeImage(reference);
    }

    List<OwnedObject> ofRuns(Collection<String> runs) {
        return engine.owned(RUN).stream()
                .filter(object -> runs.contains(object.labels().get(RUN)))
                .toList();
    }

    /** Containers, networks and volumes that are kept running, or worked on, for a pipeline. */
    List<OwnedObject> standing(String pipeline) {
        return engine.owned("dev.slipway.stack=" + pipeline);
    }

    /** Makes a file in every container of a run, for something in one of them to wait for; how many there are. */
    int touch(String file, String run) {
        int touched = 0;
        for (OwnedObject object : ofRuns(List.of(run))) {
            if (object.kind() == OwnedObject.Kind.CONTAINER) {
                engine.exec(object.id(), List.of("touch", file), Map.of(), (stream, line) -> {}, new StopSignal());
                touched++;
            }
        }
        return touched;
    }

    /** What a command in a running container says; one that ends with anything but 0 fails. */
    String exec(String container, List<String> command) {
        StringBuilder said = new StringBuilder();
        ExecOutcome outcome = engine.exec(
                container,
                command,
                Map.of(),
                (stream, line) -> said.append(line).append('\n'),
                new StopSignal());
        if (outcome.exitCode() != 0) {
            throw new AssertionError(command + " ended with exit code " + outcome.exitCode() + ":\n" + said);
        }
        return said.toString();
    }

    /** From now on no container of a run may have more memory than that, swap included. */
    void limitMemory(String run, long bytes) {
        for (OwnedObject object : ofRuns(List.of(run))) {
            if (object.kind() == OwnedObject.Kind.CONTAINER) {
                String body = "{\"Memory\":%d,\"MemorySwap\":%d}".formatted(bytes, bytes);
                http.post(
                        "/containers/" + object.id() + "/update",
                        "application/json",
                        body.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Containers first, as {@link #ofRuns} lists them. */
    void remove(List<OwnedObject> objects) {
        for (OwnedObject object : objects) {
            switch (object.kind()) {
                case CONTAINER -> engine.removeContainer(object.id());
                case NETWORK -> engine.removeNetwork(object.id());
                case VOLUME -> engine.removeVolume(object.name());
            }
        }
    }

    /** Takes away every image that a pipeline built, under all of its names. */
    void forget(String pipeline) {
        for (ImageFacts image : engine.imagesLabelled(PIPELINE, pipeline)) {
            image.tags().forEach(engine::removeImage);
        }
        for (ImageFacts nameless : engine.imagesLabelled(PIPELINE, pipeline)) {
            engine.removeImage(nameless.id());
        }
    }

    void removeVolume(String name) {
        engine.removeVolume(name);
    }

    /** The layers of an image, the lowest first. */
    List<String> layers(String image) {
        Matcher layers = LAYERS.matcher(http.text("/images/" + image + "/json"));
        if (!layers.find()) {
            throw new AssertionError(image + " has no layers");
        }
        return List.of(layers.group(1).split(","));
    }

    /** Where a container of the default network finds this machine. */
    String gateway() {
        Matcher gateway = GATEWAY.matcher(http.text("/networks/bridge"));
        Assumptions.assumeTrue(gateway.find(), "the engine's default network has no gateway");
        return gateway.group(1);
    }

    /** The containers, as lines of JSON, that were started with this label since then. */
    List<String> startsSince(Instant since, String label) {
        String filters = "{\"type\":[\"container\"],\"event\":[\"start\"],\"label\":[\"" + label + "\"]}";
        String answer = http.text("/events?since=" + seconds(since) + "&until=" + seconds(Instant.now()) + "&filters="
                + URLEncoder.encode(filters, StandardCharsets.UTF_8));
        return answer.lines().filter(line -> line.startsWith("{")).toList();
    }

    private static String seconds(Instant instant) {
        return "%d.%09d".formatted(instant.getEpochSecond(), instant.getNano());
    }

    /** Processes of this machine, containers included, whose command line holds the text. */
    static List<String> processes(String text) {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d+"))
                    .map(LiveEngine::commandLine)
                    .filter(line -> line.contains(text))
                    .toList();
        } catch (IOException noProc) {
            return Assumptions.abort("the processes of this machine cannot be read: " + noProc);
        }
    }

    private static String commandLine(Path process) {
        try {
            return Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
        } catch (IOException gone) {
            return "";
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
