package dev.slipway.preflight;

import dev.slipway.context.BuildContext;
import dev.slipway.context.ContextEntry;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.Origin;
import dev.slipway.model.Variant;
import dev.slipway.preflight.shell.Command;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One variant with all that is known about it before it is built. For one thread. */
public final class Subject {
    private static final long MAX_FILE = 16 << 20;

    private final Variant variant;
    private final Dockerfile dockerfile;
    private final BuildContext context;
    private final KeptPaths kept;
    private final Neighbours neighbours;
    private final List<Script> scripts;
    private final Map<String, Optional<String>> texts = new HashMap<>();

    public Subject(
            Variant variant, Dockerfile dockerfile, BuildContext context, KeptPaths kept, Neighbours neighbours) {
        this.variant = variant;
        this.dockerfile = dockerfile;
        this.context = context;
        this.kept = kept;
        this.neighbours = neighbours;
        this.scripts = Scripts.of(dockerfile, variant.build().args());
    }

    public Variant variant() {
        return variant;
    }

    public Dockerfile dockerfile() {
        return dockerfile;
    }

    public BuildContext context() {
        return context;
    }

    public KeptPaths kept() {
        return kept;
    }

    public Neighbours neighbours() {
        return neighbours;
    }

    public Places places() {
        return neighbours.places();
    }

    public BuildSpec build() {
        return variant.build();
    }

    public List<Stage> wantedStages() {
        return dockerfile.wantedStages(build().args(), build().target().orElse(null));
    }

    public List<Dockerfile.CopySource> copySources() {
        return dockerfile.copySources(build().args(), build().target().orElse(null));
    }

    /** What is done for each stage that the target needs, in the order of the file. */
    public List<Script> scripts() {
        return wantedStages().stream().map(stage -> scripts.get(stage.number())).toList();
    }

    /** What is done for the image itself; empty where there is no such target. */
    public Optional<Script> target() {
        return dockerfile.stage(build().target().orElse(null)).map(stage -> scripts.get(stage.number()));
    }

    /** By name or number, as COPY --from has it. */
    public Optional<Script> script(String stage) {
        return dockerfile.stage(stage).map(one -> scripts.get(one.number()));
    }

    /** The text of a file of the context; empty where there is none or it is too large. */
    public Optional<String> text(String path) {
        return texts.computeIfAbsent(path, this::read);
    }

    private Optional<String> read(String path) {
        return bytes(path).map(bytes -> new String(bytes, charset(bytes)));
    }

    /** The same as it is written, for a reader who does not take every encoding. */
    public Optional<byte[]> bytes(String path) {
        if (!(kept.entries().get(path) instanceof ContextEntry.RegularFile file) || file.size() > MAX_FILE) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file.source()));
        } catch (IOException unreadable) {
            // Who wants the file in a build is told there.
            return Optional.empty();
        }
    }

    /** UTF-16 where the file begins with its mark, UTF-8 otherwise. */
    private static Charset charset(byte[] bytes) {
        boolean marked = bytes.length > 1
                && ((bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE)
                        || (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF));
        return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    public Origin at(Instruction instruction) {
        return dockerfile.at(instruction.line());
    }

    /** Where a text first stands in an instruction, else where the instruction begins. */
    public Origin at(Instruction instruction, String text) {
        return find(instruction, text, at(instruction)).orElse(at(instruction));
    }

    /** Where a command stands in its instruction: all of it, else its program with what it is told to do. */
    public Origin at(Instruction instruction, Command command) {
        String program = command.programPath();
        Optional<String> action = command.arguments().stream().findFirst();
        return written(instruction, command)
                .or(() -> find(instruction, String.join(" ", command.call()), at(instruction)))
                .or(() -> action.flatMap(word -> find(instruction, program + " " + word, at(instruction))))
                .or(() -> find(instruction, program, at(instruction)))
                .orElse(at(instruction));
    }

    /** Where all of a command stands, as it is written there; lines of comment count for nothing. */
    private Optional<Origin> written(Instruction instruction, Command command) {
        List<String> lines = dockerfile.lines();
        int first = instruction.line();
        String text = lines.subList(first - 1, Math.min(instruction.lines().last(), lines.size())).stream()
                .map(line -> line.stripLeading().startsWith("#") ? " ".repeat(line.length()) : line)
                .collect(Collectors.joining("\n"));
        return CommandPlace.find(text, command.call()).map(offset -> {
            String before = text.substring(0, offset);
            int line = first + (int) before.chars().filter(unit -> unit == '\n').count();
            return new Origin(at(instruction).file(), line, offset - before.lastIndexOf('\n'));
        });
    }

    /** Where a word of a command stands. */
    public Origin at(Instruction instruction, Command command, String word) {
        Origin start = at(instruction, command);
        return find(instruction, word, start).orElse(start);
    }

    private Optional<Origin> find(Instruction instruction, String text, Origin from) {
        List<String> lines = dockerfile.lines();
        int last = Math.min(instruction.lines().last(), lines.size());
        for (int line = from.line(); line <= last; line++) {
            String written = lines.get(line - 1);
            int start = line == from.line() ? from.column() - 1 : 0;
            int column = written.stripLeading().startsWith("#") ? -1 : written.indexOf(text, start);
            if (column >= 0) {
                return Optional.of(new Origin(from.file(), line, column + 1));
            }
        }
        return Optional.empty();
    }

    /** Where a text first stands in a file of the context, else the file's first line. */
    public Origin inFile(String path, String text) {
        int number = 0;
        for (String line : text(path).orElse("").split("\n", -1)) {
            number++;
            int column = line.indexOf(text);
            if (column >= 0) {
                return inFile(path, number, column + 1);
            }
        }
        return inFile(path, 1, 1);
    }

    public Origin inFile(String path, int line, int column) {
        String shown = kept.entries().get(path) instanceof ContextEntry.RegularFile file
                ? places().show(file.source())
                : places().show(context.folder().resolve(path));
        return new Origin(shown, line, column);
    }
}
