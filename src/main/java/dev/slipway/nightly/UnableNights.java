package dev.slipway.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Nights that could not be run, one a line: when, and why. There is no journal of them, as nothing had begun. */
public record UnableNights(NightFiles files) {
    private static final int LONGEST = 500;

    /** The oldest first; what is torn is passed over. */
    public List<Night.Unable> read() {
        try {
            return Files.readAllLines(files.unable(), StandardCharsets.UTF_8).stream()
                    .flatMap(line -> night(line).stream())
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the nights in " + files.unable(), unreadable);
        }
    }

    private static Optional<Night.Unable> night(String line) {
        int blank = line.indexOf(' ');
        try {
            return blank < 0
                    ? Optional.empty()
                    : Optional.of(new Night.Unable(Instant.parse(line.substring(0, blank)), line.substring(blank + 1)));
        } catch (DateTimeException torn) {
            return Optional.empty();
        }
    }

    public void add(Night.Unable night) {
        String why = night.why().replaceAll("\\s+", " ").strip();
        String line = night.began() + " " + why.substring(0, Math.min(LONGEST, why.length())) + "\n";
        try {
            Files.createDirectories(files.folder());
            Files.writeString(files.unable(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot note the night in " + files.unable(), unwritable);
        }
    }
}
