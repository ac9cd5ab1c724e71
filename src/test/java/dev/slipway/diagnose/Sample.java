package dev.slipway.diagnose;

import dev.slipway.model.MemoryLimit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A log that a rule must or must not hold for. Its first line may begin with {@code %%} and say what is known besides:
 * {@code phase=CHECK exit=1 ending=IDLE_LIMIT message="…"}, and for the expectation {@code nature=} and {@code pause=}.
 */
record Sample(String rule, boolean hit, String name, String head, List<String> lines) {
    private static final Pattern WORD = Pattern.compile("(\\w+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");

    static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(Sample.class.getResource("samples"), "samples")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the samples' folder has no path", e);
        }
    }

    static List<Sample> all() {
        try (Stream<Path> files = Files.walk(folder())) {
            return files.filter(Files::isRegularFile).sorted().map(Sample::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the samples of " + folder(), e);
        }
    }

    Evidence evidence() {
        return new Evidence(
                        Phase.valueOf(word("phase").orElse("BUILD")),
                        "the step",
                        word("exit").map(Integer::valueOf).orElse(null),
                        Evidence.Ending.valueOf(word("ending").orElse("ITSELF")),
                        word("message").orElse(""),
                        lines,
                        null)
                .within(word("memory")
                        .map(bytes -> new MemoryLimit(
                                Long.parseLong(bytes), word("whose").orElseThrow())));
    }

    Optional<String> word(String key) {
        Matcher matcher = WORD.matcher(head);
        while (matcher.find()) {
            if (matcher.group(1).toLowerCase(Locale.ROOT).equals(key)) {
                return Optional.of(
                        matcher.group(2) == null
                                ? matcher.group(3)
                                : matcher.group(2).replace("\\\"", "\""));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return rule + "/" + name;
    }

    private static Sample read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            boolean headed = !lines.isEmpty() && lines.get(0).startsWith("%%");
            String name = file.getFileName().toString();
            return new Sample(
                    file.getName(file.getNameCount() - 2).toString(),
                    name.startsWith("hit-"),
                    name,
                    headed ? lines.get(0) : "",
                    headed ? lines.subList(1, lines.size()) : lines);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the sample " + file, e);
        }
    }
}
