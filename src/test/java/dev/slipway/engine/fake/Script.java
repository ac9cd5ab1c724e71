package dev.slipway.engine.fake;

import dev.slipway.engine.ContainerState.Health;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.ImageFacts.Configuration;
import dev.slipway.engine.OutputSink.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a build, a pull, a container or a command in one: some output, then an end. {@code $NAME} in a line is
 * replaced by that variable of the command. Immutable; each method returns another script.
 */
public record Script(
        List<Said> lines, End end, @Nullable Configuration configuration, long bytes, List<Health> health) {
    private static final long USUAL_SIZE = 100_000_000;

    public Script {
        lines = List.copyOf(lines);
        health = List.copyOf(health);
    }

    /** A line and where it was said. */
    public record Said(Stream stream, String text) {}

    /** How it ends. */
    public sealed interface End {
        record Exit(int code, boolean outOfMemory) implements End {}

        /** Not by itself: a stop signal, stopping or removing the container ends it. */
        record Never() implements End {}

        /** A build that ends before any step: the Dockerfile is wrong. */
        record Rejected(String message) implements End {}

        /** The engine itself fails. */
        record Broken(Kind kind, String answer) implements End {}
    }

    public static Script succeeds(String... lines) {
        return exits(0, lines);
    }

    public static Script exits(int code, String... lines) {
        return ending(new End.Exit(code, false), lines);
    }

    public static Script hangs(String... lines) {
        return ending(new End.Never(), lines);
    }

    public static Script rejected(String message) {
        return ending(new End.Rejected(message));
    }

    public static Script breaks(Kind kind, String answer, String... lines) {
        return ending(new End.Broken(kind, answer), lines);
    }

    public static Script killedForMemory(String... lines) {
        return ending(new End.Exit(137, true), lines);
    }

    /** More output, on the error stream. */
    public Script complaining(String... more) {
        List<Said> all = new ArrayList<>(lines);
        Arrays.stream(more).map(line -> new Said(Stream.ERR, line)).forEach(all::add);
        return new Script(all, end, configuration, bytes, health);
    }

    /** The configuration of the image that a build or pull of this script makes. */
    public Script configured(Configuration made) {
        return new Script(lines, end, made, bytes, health);
    }

    /** The size of the image that a build or pull of this script makes. */
    public Script sized(long made) {
        return new Script(lines, end, configuration, made, health);
    }

    /** What successive inspections say of the container's health; the last repeats. */
    public Script health(Health... successive) {
        return new Script(lines, end, configuration, bytes, List.of(successive));
    }

    Optional<Configuration> made() {
        return Optional.ofNullable(configuration);
    }

    private static Script ending(End end, String... lines) {
        return new Script(
                Arrays.stream(lines).map(line -> new Said(Stream.OUT, line)).toList(),
                end,
                null,
                USUAL_SIZE,
                List.of());
    }
}
