package dev.slipway.host;

import dev.slipway.engine.StopSignal;
import dev.slipway.engine.StopSignal.Registration;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * A program of this machine, to be asked for something. {@code words} are its name and arguments, which everybody on
 * the machine can read while it runs; {@code input}, which it is given in {@code charset}, is not. {@code variables} are set
 * beside those that Slipway has.
 */
public record HostCommand(
        List<String> words, Path folder, Map<String, String> variables, String input, Charset charset) {
    private static final int MOST_ERROR = 16 * 1024;
    private static final Duration GRACE = Duration.ofSeconds(2);

    public HostCommand {
        words = List.copyOf(words);
        variables = Map.copyOf(variables);
    }

    /** Of input in UTF-8. */
    public HostCommand(List<String> words, Path folder, Map<String, String> variables, String input) {
        this(words, folder, variables, input, StandardCharsets.UTF_8);
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** {@code error} is what it said on its error stream, the beginning at least, without blanks around it. */
        record Ended(int exit, Printed printed, String error) implements Outcome {}

        /** It was stopped, with the processes below it; one that has detached itself lives on. {@code why} is as in {@code it was stopped after 60 s}. */
        record Cut(String why, String error) implements Outcome {}

        record Unstartable(String why) implements Outcome {}
    }

    /** What a program printed. Its text is a placeholder, because it may be a secret. */
    public static final class Printed {
        private final byte[] bytes;

        Printed(byte[] bytes) {
            this.bytes = bytes;
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }

    /**
     * Runs it to its end; what it leaves running in the background is not waited for. It is asked a question and changes
     * nothing, so it is killed without further ado when {@code limit} is over or {@code stop} is raised.
     *
     * @param most bytes that it may print; one that prints more is stopped
     */
    public Outcome run(Duration limit, int most, StopSignal stop) {
        ProcessBuilder builder = new ProcessBuilder(located()).directory(folder.toFile());
        builder.environment().putAll(variables);
        Process process;
        try {
            process = builder.start();
        } catch (IOException | IllegalArgumentException unstartable) {
            return new Outcome.Unstartable(String.valueOf(unstartable.getMessage()));
        }
        AtomicBoolean tooMuch = new AtomicBoolean();
        Drain printed = new Drain("slipway-command-out", process.getInputStream(), most, () -> {
                    tooMuch.set(true);
                    kill(process);
                })
                .begin();
        Drain error = new Drain("slipway-command-err", process.getErrorStream(), MOST_ERROR, () -> {}).begin();
        try (Registration end = stop.onRaise(reason -> kill(process))) {
            feed(process);
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            kill(process);
            byte[] bytes = printed.bytes(GRACE);
            String said = new String(error.bytes(GRACE), StandardCharsets.UTF_8).strip();
            if (tooMuch.get()) {
                return new Outcome.Cut("it was stopped after " + most + " bytes", said);
            }
            if (stop.raised()) {
                return new Outcome.Cut("it was stopped with the run", said);
            }
            return ended
                    ? new Outcome.Ended(process.exitValue(), new Printed(bytes), said)
                    : new Outcome.Cut("it was stopped after " + limit.toSeconds() + " s", said);
        } catch (InterruptedException interrupted) {
            kill(process);
            throw new IllegalStateException("nobody may interrupt a worker; raise the stop signal", interrupted);
        }
    }

    /** A process is started by Slipway's own PATH; the command is to be found by the one that it will see. */
    private List<String> located() {
        String name = words.get(0);
        String path = variables.getOrDefault("PATH", "");
        if (name.indexOf('/') >= 0 || path.isEmpty()) {
            return words;
        }
        List<String> located = new ArrayList<>(words);
        Stream.of(path.split(File.pathSeparator, -1))
                .filter(place -> !place.isEmpty())
                .map(place -> Path.of(place, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .ifPresent(file -> located.set(0, file.toString()));
        return located;
    }

    /** A program that does not read closes its end, which is its right. */
    private void feed(Process process) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(charset));
        } catch (IOException notRead) {
            return;
        }
    }

    /** The shell first, which would have a word to say about each of its dead. */
    private static void kill(Process process) {
        Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }
}
