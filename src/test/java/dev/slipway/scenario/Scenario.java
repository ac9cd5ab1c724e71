package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.EngineInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A pipeline of the test resources, copied where it may be changed, under a name that no other run has. Afterwards its
 * images are removed, and it is an error when a container, network or volume of its runs is left.
 */
final class Scenario implements BeforeEachCallback, AfterEachCallback {
    static final String PYTHON = "python:3.11-slim";

    private final String name;
    private final Path source;
    private final List<String> bases;
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Path> homes = new ArrayList<>();
    private final List<Process> started = new ArrayList<>();
    private @Nullable LiveEngine engine;
    private @Nullable Path place;
    private String mark = "";

    Scenario(String name, String... alsoNeeds) {
        this(name, Path.of("src/test/resources/scenarios").resolve(name), alsoNeeds);
    }

    private Scenario(String name, Path source, String... alsoNeeds) {
        this.name = name;
        this.source = source;
        this.bases = Stream.concat(Stream.of(PYTHON), Stream.of(alsoNeeds)).toList();
    }

    /**
     * A pipeline that stands under {@code pipelines/}: all of its names become the run's own, and its ports of this machine
     * any free ones. Nothing else of it changes.
     */
    static Scenario shipped(String name, String... alsoNeeds) {
        return new Scenario(name, Path.of("pipelines").resolve(name), alsoNeeds);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        LiveEngine connected = LiveEngine.connect();
        engine = connected;
        bases.forEach(connected::assumeImage);
        mark = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
        parameters.clear();
        environment.clear();
        place = Files.createTempDirectory("scenario-");
        copy(source, folder());
        if (source.startsWith("pipelines")) {
            PipelineText text = new PipelineText(folder().resolve("pipeline.yaml"));
            text.rename(name, pipeline());
            text.anyPorts();
        } else {
            parameters.put("RUN", mark);
        }
    }

    /** Leaves an image these of its variants, so that the first of them is tried although better ones would pass. */
    Scenario only(String image, String... variants) {
        new PipelineText(folder().resolve("pipeline.yaml")).keep(image, List.of(variants));
        return this;
    }

    LiveEngine engine() {
        return Objects.requireNonNull(engine);
    }

    /** All that the scenario has on disk: the pipeline's folder and the program's homes. */
    Path place() {
        return Objects.requireNonNull(place);
    }

    /** Where the pipeline stands. */
    Path folder() {
        return place().resolve(name);
    }

    /** The name that the pipeline has in this run. */
    String pipeline() {
        return name + "-" + mark;
    }

    /** A text that is nobody else's, such as for a process to be found by. */
    String mark() {
        return mark;
    }

    Scenario set(String parameter, String value) {
        parameters.put(parameter, value);
        return this;
    }

    /** What the program finds in its environment. */
    Scenario env(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Skips the test with the classic builder. */
    void assumeBuildKit(String why) {
        Assumptions.assumeTrue(
                engine().builder() == EngineInfo.Builder.BUILDKIT
                        && !Slipway.builder().equals(Optional.of("classic")),
                "the classic builder " + why);
    }

    Slipway slipway() {
        return slipway("home");
    }

    /** The program with another memory than its own. */
    Slipway slipway(String home) {
        Path folder = Objects.requireNonNull(place).resolve(home);
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        if (!homes.contains(folder)) {
            homes.add(folder);
        }
        return new Slipway(folder, folder().resolve("pipeline.yaml"), parameters, environment, started::add);
    }

    /** What the image's usual tag points at. */
    Optional<String> tagged(String image) {
        return engine().imageId(pipeline() + "/" + image + ":latest");
    }

    void write(String file, String text) {
        try {
            Path target = folder().resolve(file);
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.writeString(target, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Puts one text in the place of another, which the file must have. */
    void replace(String file, String text, String by) {
        try {
            String whole = Files.readString(folder().resolve(file));
            assertThat(whole).as(file).contains(text);
            write(file, whole.replace(text, by));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Says anew which images there are: lines under {@code images:}, indented by two. */
    void pipeline(String images) {
        write("pipeline.yaml", "slipway: 1\nname: " + name + "-${RUN}\nimages:\n" + images);
    }

    void delete(String file) {
        try {
            Files.delete(folder().resolve(file));
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        }
    }

    List<String> runs() {
        return homes.stream()
                .flatMap(home -> names(home.resolve("runs")).stream())
                .toList();
    }

    void nothingIsLeft() {
        assertThat(engine().ofRuns(runs()))
                .as("containers, networks and volumes of runs %s", runs())
                .isEmpty();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        LiveEngine connected = engine;
        Path used = place;
        if (connected == null || used == null) {
            return;
        }
        started.stream().filter(Process::isAlive).forEach(Process::destroyForcibly);
        started.clear();
        try {
            nothingIsLeft();
        } finally {
            connected.remove(connected.ofRuns(runs()));
            connected.forget(pipeline());
            connected.close();
            remove(used);
            homes.clear();
        }
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path source : (Iterable<Path>) tree::iterator) {
                Path target = to.resolve(from.relativize(source));
                if (Files.isDirectory(source)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(source, target);
                }
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
