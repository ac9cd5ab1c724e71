package dev.slipway.scenario;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OwnedObject;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.docker.BuilderChoice;
import dev.slipway.engine.docker.DockerEngine;
import dev.slipway.engine.docker.EngineAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The engine that the environment names, looked at from beside the program: images, left-overs, events, processes. */
final class LiveEngine implements AutoCloseable {
    static final String RUN = "dev.slipway.run";
    static final String PIPELINE = "dev.slipway.pipeline";

    private static final Pattern GATEWAY = Pattern.compile("\"Gateway\":\"([0-9.]+)\"");

    private final EngineAddress address;
    private final DockerEngine engine;

    private LiveEngine(EngineAddress address, DockerEngine engine) {
        this.address = address;
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

    /** Skips the test where the image is absent: no registry may be reachable. */
    void assumeImage(String reference) {
        Assumptions.assumeTrue(engine.image(reference).isPresent(), "the engine has no " + reference);
    }

    Optional<String> imageId(String reference) {
        return engine.image(reference).map(ImageFacts::id);
    }

    List<OwnedObject> ofRuns(Collection<String> runs) {
        return engine.owned(RUN).stream()
                .filter(object -> runs.contains(object.labels().get(RUN)))
                .toList();
    }

    /** Makes a file in every container of a run, for something in one of them to wait for. */
    void touch(String file, String run) {
        for (OwnedObject object : ofRuns(List.of(run))) {
            if (object.kind() == OwnedObject.Kind.CONTAINER) {
                engine.exec(object.id(), List.of("touch", file), Map.of(), (stream, line) -> {}, new StopSignal());
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

    /** Where a container of the default network finds this machine. */
    String gateway() {
        Matcher gateway = GATEWAY.matcher(get("/networks/bridge"));
        Assumptions.assumeTrue(gateway.find(), "the engine's default network has no gateway");
        return gateway.group(1);
    }

    /** The containers, as lines of JSON, that were started with this label since then. */
    List<String> startsSince(Instant since, String label) {
        String filters = "{\"type\":[\"container\"],\"event\":[\"start\"],\"label\":[\"" + label + "\"]}";
        String answer = get("/events?since=" + seconds(since) + "&until=" + seconds(Instant.now()) + "&filters="
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

    /** Version 1.0 of the protocol: the answer ends with the connection, and nothing is chunked. */
    private String get(String path) {
        try (SocketChannel channel = SocketChannel.open(socket(address.endpoint()))) {
            String request = "GET " + path + " HTTP/1.0\r\nHost: engine\r\n\r\n";
            Channels.newOutputStream(channel).write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            if (!answer.startsWith("HTTP/1.0 200") && !answer.startsWith("HTTP/1.1 200")) {
                throw new IllegalStateException("GET " + path + ": " + answer);
            }
            return answer;
        } catch (IOException broken) {
            throw new UncheckedIOException("GET " + path, broken);
        }
    }

    private static SocketAddress socket(URI endpoint) {
        return "unix".equals(endpoint.getScheme())
                ? UnixDomainSocketAddress.of(endpoint.getPath())
                : new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    }

    @Override
    public void close() {
        engine.close();
    }
}
