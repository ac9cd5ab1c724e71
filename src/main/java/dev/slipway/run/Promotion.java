package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the real tags of a run to its proven images, all of them or none. The engine moves one tag at a time, so the
 * whole wish is written down first; a start that finds such a wish of a dead run completes it before anything else.
 */
final class Promotion {
    private static final Logger log = LoggerFactory.getLogger(Promotion.class);

    private final Engine engine;
    private final Path wishes;

    Promotion(Engine engine, Path wishes) {
        this.engine = engine;
        this.wishes = wishes;
    }

    /** Moves {@code tags} (tag to image id) and returns those that pointed elsewhere before. */
    List<String> move(String run, Map<String, String> tags) {
        Map<String, String> due = new LinkedHashMap<>();
        List<String> replaced = new ArrayList<>();
        tags.forEach((tag, id) -> engine.image(tag)
                .ifPresentOrElse(
                        old -> {
                            if (!old.id().equals(id)) {
                                due.put(tag, id);
                                replaced.add(old.id());
                            }
                        },
                        () -> due.put(tag, id)));
        if (due.isEmpty()) {
            return List.of();
        }
        allThere(run, due);
        Path wish = write(run, due);
        due.forEach((tag, id) -> engine.tag(id, tag));
        delete(wish);
        replaced.forEach(id -> Nameless.removeIfNameless(engine, id));
        return List.copyOf(due.keySet());
    }

    /** A tag that cannot move must be found out before the first one has moved. */
    private void allThere(String run, Map<String, String> due) {
        due.forEach((tag, id) -> {
            if (engine.image(id).isEmpty()) {
                throw new EngineException(
                        EngineException.Kind.NOT_FOUND,
                        "promoting run " + run,
                        "the image for " + tag + " is gone; no tag was moved");
            }
        });
    }

    /** Completes what dead runs had begun; returns the tags that were moved. {@code knownDead} is asked by a run's id. */
    List<String> completeBegun(Predicate<String> knownDead) {
        if (!Files.isDirectory(wishes)) {
            return List.of();
        }
        List<String> moved = new ArrayList<>();
        try (Stream<Path> files = Files.list(wishes)) {
            for (Path wish : files.filter(file -> file.toString().endsWith(".wish"))
                    .sorted()
                    .toList()) {
                moved.addAll(complete(wish, knownDead));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + wishes, unreadable);
        }
        return moved;
    }

    /** A file that no run of ours wrote as a whole is not a wish: it is left alone. */
    private List<String> complete(Path wish, Predicate<String> knownDead) {
        List<String> lines;
        try {
            lines = Files.readAllLines(wish, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            log.warn("{} cannot be read and is left as it is", wish, unreadable);
            return List.of();
        }
        Optional<Owner> owner = lines.isEmpty() ? Optional.empty() : Owner.parse(lines.getFirst());
        String run = wish.getFileName().toString().replaceFirst("\\.wish$", "");
        if (owner.isEmpty() || !(owner.get().dead() || knownDead.test(run))) {
            return List.of();
        }
        List<String> moved = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split(" ", 2);
            if (parts.length == 2 && engine.image(parts[1]).isPresent()) {
                engine.tag(parts[1], parts[0]);
                moved.add(parts[0]);
            }
        }
        delete(wish);
        return moved;
    }

    private Path write(String run, Map<String, String> due) {
        List<String> lines = new ArrayList<>();
        lines.add(Owner.self().toString());
        due.forEach((tag, id) -> lines.add(tag + " " + id));
        Path wish = wishes.resolve(run + ".wish");
        Path draft = wishes.resolve(run + ".draft");
        try {
            Files.createDirectories(wishes);
            Files.write(
                    draft,
                    lines,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.DSYNC,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            return Files.move(draft, wish, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write the promotion down in " + wish, unwritable);
        }
    }

    private static void delete(Path wish) {
        try {
            Files.deleteIfExists(wish);
        } catch (IOException undeletable) {
            throw new UncheckedIOException("cannot delete the completed promotion " + wish, undeletable);
        }
    }
}
