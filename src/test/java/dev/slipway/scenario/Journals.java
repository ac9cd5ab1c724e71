package dev.slipway.scenario;

import dev.slipway.journal.JournalReader;
import dev.slipway.run.RunEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The journal that a start of the program writes into its home, told apart from those that were there before. */
record Journals(Path home, Set<Path> before) {
    static Journals after(Path home) {
        return new Journals(home, in(home));
    }

    /** What the new one tells so far; nothing before there is one. */
    List<RunEvent> events() {
        List<RunEvent> events = new ArrayList<>();
        in(home).stream()
                .filter(journal -> !before.contains(journal))
                .forEach(journal -> JournalReader.tell(journal, events::add));
        return events;
    }

    private static Set<Path> in(Path home) {
        Path runs = home.resolve("runs");
        if (!Files.isDirectory(runs)) {
            return Set.of();
        }
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.map(run -> run.resolve("journal.jsonl"))
                    .filter(Files::exists)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
