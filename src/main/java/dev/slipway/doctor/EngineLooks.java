package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Broken;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineHost;
import dev.slipway.engine.EngineInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** What the engine tells of itself and of its machine. */
final class EngineLooks {
    private static final long SMALL = 2_000_000_000L;
    private static final Duration NOTICEABLE = Duration.ofSeconds(5);
    /** Certificates and signed requests are refused on clocks that differ by so much. */
    private static final Duration HARMFUL = Duration.ofMinutes(5);

    private final Engine engine;
    private final InstantSource clock;

    EngineLooks(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    List<Examination> examinations() {
        return List.of(
                new Look(Area.ENGINE, "engine", this::engine),
                new Look(Area.ENGINE, "builder", this::builder),
                new Look(Area.ENGINE, "session", this::session),
                new Look(Area.ENGINE, "image store", () -> of(this::store)),
                new Look(Area.ENGINE, "memory", () -> of(EngineLooks::memory)),
                new Look(Area.ENGINE, "memory limits", () -> of(EngineLooks::limits)),
                new Look(Area.ENGINE, "disk", () -> of(host -> disk(engine.info(), host))),
                new Look(Area.ENGINE, "clock", this::clock),
                new Look(Area.ENGINE, "its warnings", () -> of(EngineLooks::warnings)));
    }

    private Finding of(Function<EngineHost, Finding> question) {
        return question.apply(engine.housekeeping().host());
    }

    private Finding engine() {
        EngineInfo info = engine.info();
        return new Fine("%s %s at %s, API %s, %s"
                .formatted(info.product(), info.version(), info.endpoint(), info.apiVersion(), info.platform()));
    }

    Finding builder() {
        return switch (engine.info().builder()) {
            case BUILDKIT -> new Fine("BuildKit");
            case CLASSIC ->
                new Warning(
                        "the classic builder: no secrets, no RUN --mount, one step at a time",
                        "Maybe unset DOCKER_BUILDKIT, or use an engine that has BuildKit (--builder buildkit).");
        };
    }

    Finding session() {
        if (engine.info().builder() == EngineInfo.Builder.CLASSIC) {
            return new Skipped("the classic builder has none");
        }
        try {
            engine.housekeeping().trySession();
            return new Fine("opens: contexts are sent file by file, secrets reach builds");
        } catch (EngineException refused) {
            return new Warning(
                    "cannot be opened (" + refused.answer() + "): contexts are sent whole, and no build gets a secret",
                    "Maybe a proxy before the engine passes no upgrade of a connection; speak to the engine's own"
                            + " socket.");
        }
    }

    private Finding store(EngineHost host) {
        return new Fine(
                switch (engine.info().store()) {
                    case LAYERS -> "layers of one platform (" + host.ground().driver() + ")";
                    case CONTAINERD ->
                        "containerd, several platforms (" + host.ground().driver() + ")";
                });
    }

    static Finding memory(EngineHost host) {
        long bytes = host.memory().bytes();
        String seen = Bytes.words(bytes) + ", " + host.ground().processors() + " processors";
        return bytes > 0 && bytes < SMALL
                ? new Warning(
                        seen, "Maybe give the engine's machine more: compilers and model weights need 2 GB and more.")
                : new Fine(seen);
    }

    static Finding limits(EngineHost host) {
        EngineHost.Memory memory = host.memory();
        String seen = "cgroup version " + memory.cgroupVersion() + ", memory limits "
                + (memory.limits() ? "work" : "do not work") + ", swap limits "
                + (memory.swapLimits() ? "work" : "do not work");
        return memory.limits() && memory.swapLimits()
                ? new Fine(seen)
                : new Warning(
                        seen,
                        "Maybe switch the memory controller on (cgroup_enable=memory swapaccount=1 for the kernel);"
                                + " 'memory' of a container means nothing until then.");
    }

    /** The folder is on the engine's machine; a folder of that name on this one says nothing of a remote engine. */
    static Finding disk(EngineInfo info, EngineHost host) {
        if (!info.byLocalSocket()) {
            return new Skipped("the engine is not spoken to by a socket of this machine");
        }
        Path root = Path.of(host.ground().root());
        return Files.isDirectory(root)
                ? Machine.roomAt(root, true)
                : new Skipped("the engine's data (" + root + ") is not on this machine, or not to be seen");
    }

    Finding clock() {
        Instant before = clock.instant();
        Instant there = engine.housekeeping().host().now();
        Instant after = clock.instant();
        Duration off = there.isBefore(before)
                ? Duration.between(there, before)
                : there.isAfter(after) ? Duration.between(after, there) : Duration.ZERO;
        if (off.compareTo(NOTICEABLE) <= 0) {
            return new Fine("agrees with this machine's");
        }
        String seen = "differs from this machine's by " + words(off);
        return off.compareTo(HARMFUL) > 0
                ? new Broken(seen, "Maybe set both by NTP: certificates and packages' signatures are refused.")
                : new Warning(seen, "Maybe set both by NTP.");
    }

    private static String words(Duration off) {
        return off.compareTo(Duration.ofMinutes(2)) < 0 ? off.toSeconds() + " s" : off.toMinutes() + " min";
    }

    static Finding warnings(EngineHost host) {
        return host.warnings().isEmpty()
                ? new Fine("none")
                : new Warning(
                        String.join("; ", host.warnings()), "Maybe they concern you: 'docker info' explains them.");
    }
}
