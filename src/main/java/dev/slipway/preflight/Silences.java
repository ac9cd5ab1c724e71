package dev.slipway.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The comments of all files that findings point at, and what they silence. Files are read when they are asked for. */
public final class Silences {
    private static final int MAX_LINES = 100_000;

    private final Map<String, Silence> files = new HashMap<>();
    private final Map<String, Dockerfile> dockerfiles = new HashMap<>();

    /** In a Dockerfile a comment above an instruction counts for all lines of it. */
    public void of(Dockerfile dockerfile) {
        String name = dockerfile.at(1).file();
        files.put(name, new Silence(dockerfile.lines()));
        dockerfiles.put(name, dockerfile);
    }

    public boolean cover(Finding finding) {
        String file = finding.origin().file();
        Silence silence = files.computeIfAbsent(file, Silences::read);
        int line = finding.origin().line();
        return silence.covers(line, finding.rule())
                || instruction(file, line)
                        .filter(one -> silence.covers(one.line(), finding.rule()))
                        .isPresent();
    }

    /** The rules that a line of a file says are silenced, known or not. */
    public static List<String> named(String line) {
        return Silence.named(line);
    }

    private Optional<Instruction> instruction(String file, int line) {
        return Optional.ofNullable(dockerfiles.get(file)).flatMap(dockerfile -> dockerfile.stages().stream()
                .flatMap(stage -> stage.instructions().stream())
                .filter(one -> one.line() <= line && line <= one.lines().last())
                .findFirst());
    }

    private static Silence read(String file) {
        try (Stream<String> lines = Files.lines(Path.of(file), StandardCharsets.ISO_8859_1)) {
            return new Silence(lines.limit(MAX_LINES).toList());
        } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
            return new Silence(List.of());
        }
    }
}
