package dev.slipway.engine;

import java.time.Instant;
import java.util.List;

/** The machine that an engine runs on, as the engine tells it. {@code now} is its clock; {@code warnings} are its own. */
public record EngineHost(Ground ground, Memory memory, Proxies proxies, Instant now, List<String> warnings) {
    public EngineHost {
        warnings = List.copyOf(warnings);
    }

    /** What it stands on. {@code root} is the folder of all its data, on its own machine. */
    public record Ground(
            String system, String kernel, String architecture, int processors, String driver, String root) {}

    /** {@code bytes} is all that the machine has, swap left out; {@code limits} whether containers can be given less. */
    public record Memory(long bytes, String cgroupVersion, boolean limits, boolean swapLimits) {}

    /** What the engine itself goes through to reach registries; empty where it goes straight. */
    public record Proxies(String http, String https, String except) {}
}
