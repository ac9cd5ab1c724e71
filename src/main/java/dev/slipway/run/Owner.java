package dev.slipway.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who a container, network or volume belongs to, written so that any later start can tell whether that process still
 * lives: the host (by its boot), the process and the moment the process began, since process ids come round again.
 */
public record Owner(String host, long process, long begun) {
    /** The label every object of a run carries; its value is the run's id. */
    public static final String RUN_LABEL = "dev.slipway.run";

    public static final String OWNER_LABEL = "dev.slipway.owner";

    private static final long UNKNOWN = 0;
    private static final int START_TIME = 22;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** This very process. */
    public static Owner self() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(thisHost(), self.pid(), begun(self));
    }

    /** Empty when the text is not an owner as {@link #toString} writes it. */
    public static Optional<Owner> parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }

    /** Only what ran on this host can be known to be dead; a process of another host counts as alive. */
    public boolean dead() {
        if (!host.equals(thisHost())) {
            return false;
        }
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> {
                    long now = begun(handle);
                    return now == UNKNOWN || now == begun;
                })
                .isEmpty();
    }

    public Map<String, String> labels(String run) {
        Map<String, String> labels = new HashMap<>();
        labels.put(RUN_LABEL, run);
        labels.put(OWNER_LABEL, toString());
        return labels;
    }

    /**
     * In the kernel's own ticks since the machine's start, where there are some: the instant that Java works out from them
     * moves with the clock, so that a clock set anew would make the living look dead.
     */
    private static long begun(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc/" + handle.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            // The name, in parentheses, may hold anything; the fields after it begin with the third.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[START_TIME - 3]);
        } catch (IOException | RuntimeException notLinux) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(UNKNOWN);
        }
    }

    /** A boot id is the same in every container of a machine, where process ids are not: the pid namespace is added. */
    private static String thisHost() {
        try {
            String boot = Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
            String namespace =
                    Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
            return boot + "." + namespace.replaceAll("\\D", "");
        } catch (IOException notLinux) {
            return Optional.ofNullable(System.getenv("HOSTNAME"))
                    .orElse("this-host")
                    .replace('/', '_');
        }
    }

    @Override
    public String toString() {
        return host + "/" + process + "/" + begun;
    }
}
