package dev.slipway.scenario;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The program, run as a process with a home of its own, so that exit codes, signals, streams and the journal are the
 * real ones. {@code SLIPWAY_TEST_BUILDER} (or the system property {@code slipway.test.builder}) chooses the builder.
 */
final class Slipway {
    private static final AtomicInteger STARTS = new AtomicInteger();

    private final Path home;
    private final Path pipeline;
    private final Map<String, String> parameters;
    private final Map<String, String> environment;
    private final Consumer<Process> started;
    private Optional<String> host = Optional.empty();
    private Optional<Path> root = Optional.empty();
    private Duration longest = Underway.LONGEST;

    Slipway(
            Path home,
            Path pipeline,
            Map<String, String> parameters,
            Map<String, String> environment,
            Consumer<Process> started) {
        this.home = home;
        this.pipeline = pipeline;
        this.parameters = Map.copyOf(parameters);
        this.environment = Map.copyOf(environment);
        this.started = started;
    }

    /** On another engine than the one that the environment names. */
    Slipway on(String otherHost) {
        host = Optional.of(otherHost);
        return this;
    }

    /** From the folder of another project. */
    Slipway from(Path otherRoot) {
        root = Optional.of(otherRoot);
        return this;
    }

    /** For what takes longer than any other scenario: images of real size. */
    Slipway within(Duration limit) {
        longest = limit;
        return this;
    }

    /** Runs a command to its end. */
    Told run(String command, String... arguments) {
        return start(command, arguments).end(longest);
    }

    Underway start(String command, String... arguments) {
        List<String> line = new ArrayList<>(java());
        line.add(command);
        line.add("--pipeline");
        line.add(pipeline.toString());
        if (!command.equals("validate")) { // which asks no engine
            builder().ifPresent(name -> line.addAll(List.of("--builder", name)));
        }
        parameters.forEach((name, value) -> line.addAll(List.of("--set", name + "=" + value)));
        line.addAll(List.of(arguments));
        int number = STARTS.incrementAndGet();
        File out = home.resolve(number + ".out").toFile();
        File err = home.resolve(number + ".err").toFile();
        ProcessBuilder process = new ProcessBuilder(line).redirectOutput(out).redirectError(err);
        process.environment().put("SLIPWAY_HOME", home.toString());
        process.environment().putAll(environment);
        root.ifPresent(place -> process.environment().put("SLIPWAY_ROOT", place.toString()));
        host.ifPresent(name -> process.environment().put("DOCKER_HOST", name));
        Journals journals = Journals.after(home);
        try {
            Process running = process.start();
            started.accept(running);
            return new Underway(running, journals, out.toPath(), err.toPath());
        } catch (IOException refused) {
            throw new UncheckedIOException("starting " + line, refused);
        }
    }

    /**
     * As the front door starts it. What only tests need stays off its class path, their logging above all. Whoever runs
     * the tests in the background ignores interrupts, and every child would inherit that.
     */
    private static List<String> java() {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                "env",
                "--default-signal=INT,TERM,HUP",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                "dev.slipway.cli.Main");
    }

    static Optional<String> builder() {
        return Optional.ofNullable(System.getProperty("slipway.test.builder", System.getenv("SLIPWAY_TEST_BUILDER")))
                .filter(name -> !name.isBlank());
    }
}
