package dev.slipway.nightly;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The little that is kept of the last night where any command can read it in no time: {@code watched}, since when a timer or a
 * daemon sees to nights; {@code began}, when the last night did; {@code told}, until when nights have been told of. A file
 * of lines {@code word=instant}; what is not understood of it is passed over.
 */
public record LastNight(@Nullable Instant watched, @Nullable Instant began, @Nullable Instant told) {
    static final LastNight NONE = new LastNight(null, null, null);

    public static LastNight read(NightFiles files) {
        try {
            Map<String, Instant> values = new HashMap<>();
            for (String line : Files.readAllLines(files.last(), StandardCharsets.UTF_8)) {
                int sign = line.indexOf('=');
                if (sign > 0) {
                    instant(line.substring(sign + 1)).ifPresent(value -> values.put(line.substring(0, sign), value));
                }
            }
            return new LastNight(values.get("watched"), values.get("began"), values.get("told"));
        } catch (NoSuchFileException none) {
            return NONE;
        } catch (IOException unreadable) {
            return NONE;
        }
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text.strip()));
        } catch (DateTimeException torn) {
            return Optional.empty();
        }
    }

    public LastNight watchedSince(@Nullable Instant since) {
        return new LastNight(since, began, told);
    }

    public LastNight begunAt(Instant at) {
        return new LastNight(watched, at, told);
    }

    public LastNight toldUntil(Instant at) {
        return new LastNight(watched, began, at);
    }

    /** Whether a night should begin now. Somebody who began to watch after a night's time does not owe it. */
    public boolean isDue(Schedule schedule, Instant now) {
        return from().map(since -> schedule.isDue(since, now)).orElse(true);
    }

    /** Since when a night is overdue; empty when nobody watches, or none is. */
    public Optional<Instant> overdue(Schedule schedule, Instant now) {
        return watched == null ? Optional.empty() : from().flatMap(since -> schedule.overdue(since, now));
    }

    private Optional<Instant> from() {
        if (watched == null || began == null) {
            return Optional.ofNullable(watched == null ? began : watched);
        }
        return Optional.of(began.isAfter(watched) ? began : watched);
    }

    /** Whole or not at all. */
    public void write(NightFiles files) {
        StringBuilder text = new StringBuilder();
        append(text, "watched", watched);
        append(text, "began", began);
        append(text, "told", told);
        Path beside = files.folder()
                .resolve(files.pipeline() + ".last." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(files.folder());
            Files.writeString(beside, text);
            Files.move(beside, files.last(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot note the night in " + files.last(), unwritable);
        }
    }

    private static void append(StringBuilder text, String word, @Nullable Instant value) {
        if (value != null) {
            text.append(word).append('=').append(value).append('\n');
        }
    }
}
