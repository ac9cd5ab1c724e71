package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Broken;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What this machine has: Java, memory, room, limits. Reads {@code /proc}, whose files are described in proc(5); where
 * there is none, the limits are not told.
 */
final class Machine {
    private static final long SMALL = 2_000_000_000L;
    private static final int LONGEST = 1 << 20;
    private static final int FEW_FILES = 1024;
    private static final int FEW_WATCHES = 8192;
    private static final int FEW_INSTANCES = 64;
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\d+|unlimited)");

    private final Path home;
    private final Path proc;

    Machine(Path home, Path proc) {
        this.home = home;
        this.proc = proc;
    }

    List<Examination> examinations() {
        return List.of(
                new Look(Area.MACHINE, "java", Machine::java),
                new Look(Area.MACHINE, "memory", this::memory),
                new Look(Area.MACHINE, "disk", this::disk),
                new Look(Area.MACHINE, "open files", this::openFiles),
                new Look(Area.MACHINE, "file watches", this::watches));
    }

    private static Finding java() {
        return new Fine(Runtime.version() + " at " + System.getProperty("java.home", "?"));
    }

    Finding memory() {
        Map<String, Long> kilobytes = new HashMap<>();
        for (String line : read("meminfo").orElse("").lines().toList()) {
            String[] parts = line.split("[:\\s]+", -1);
            if (parts.length >= 2 && parts[1].matches("\\d+")) {
                kilobytes.put(parts[0], Long.parseLong(parts[1]));
            }
        }
        if (!kilobytes.containsKey("MemTotal")) {
            return new Skipped("this system does not tell it as Linux does");
        }
        long available = kilobytes.getOrDefault("MemAvailable", 0L) * 1024;
        long swap = kilobytes.getOrDefault("SwapTotal", 0L) * 1024;
        String seen = "%s, %s of it available, %s"
                .formatted(
                        Bytes.words(kilobytes.get("MemTotal") * 1024),
                        Bytes.words(available),
                        swap == 0 ? "no swap" : Bytes.words(swap) + " of swap");
        return available + swap < SMALL
                ? new Warning(seen, "Maybe build fewer images at once (-j 1): compilers may be killed for memory.")
                : new Fine(seen);
    }

    private Finding disk() {
        return roomAt(home, false);
    }

    /** Of the file system of the nearest folder that exists. */
    static Finding roomAt(Path folder, boolean images) {
        Path place = folder;
        while (!Files.exists(place)) {
            Path above = place.getParent();
            if (above == null) {
                return new Skipped("there is no " + folder);
            }
            place = above;
        }
        try {
            return Room.left(folder.toString(), Files.getFileStore(place).getUsableSpace(), images);
        } catch (IOException untold) {
            return new Skipped("the file system of " + folder + " does not tell: " + untold.getMessage());
        }
    }

    Finding openFiles() {
        Matcher limit = OPEN_FILES.matcher(read("self/limits").orElse(""));
        if (!limit.find()) {
            return new Skipped("this system does not tell it as Linux does");
        }
        String seen = limit.group(1) + " at most";
        boolean few = !limit.group(1).equals("unlimited") && Long.parseLong(limit.group(1)) < FEW_FILES;
        return few ? new Warning(seen, "Maybe raise it: 'ulimit -n 65536'.") : new Fine(seen);
    }

    Finding watches() {
        Optional<Integer> watches = number("sys/fs/inotify/max_user_watches");
        Optional<Integer> instances = number("sys/fs/inotify/max_user_instances");
        if (watches.isEmpty() || instances.isEmpty()) {
            return new Skipped("this system does not tell it as Linux does");
        }
        String seen = watches.get() + " in " + instances.get() + " instances at most";
        return watches.get() < FEW_WATCHES || instances.get() < FEW_INSTANCES
                ? new Warning(
                        seen,
                        "Maybe raise them, for 'dev' to see every change:"
                                + " 'sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512'.")
                : new Fine(seen);
    }

    private Optional<Integer> number(String file) {
        return read(file)
                .map(String::strip)
                .filter(text -> text.matches("\\d{1,9}"))
                .map(Integer::valueOf);
    }

    private Optional<String> read(String file) {
        // The kernel tells a setting in one read or not at all, and to a reader who trusts in sizes its first
        // character.
        try (InputStream text = Files.newInputStream(proc.resolve(file))) {
            return Optional.of(new String(text.readNBytes(LONGEST), StandardCharsets.ISO_8859_1));
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    /** What to say when there is no engine at all. */
    static Observation noEngine(String trouble) {
        return new Observation(
                Area.ENGINE,
                "engine",
                new Broken(trouble, "Maybe start one ('./manage.sh engine up'), or set DOCKER_HOST."));
    }
}
