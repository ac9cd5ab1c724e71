package dev.slipway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.doctor.Finding.Broken;
import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.EngineHost;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.FakeEngine;
import dev.slipway.engine.StopSignal;
import dev.slipway.run.Home;
import dev.slipway.run.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each examination, on machines and engines that are as they are told to be. */
class LooksTest {
    private static final EngineHost.Proxies STRAIGHT = new EngineHost.Proxies("", "", "");

    private final FakeEngine engine = new FakeEngine();

    @TempDir
    private Path folder = Path.of("");

    private Machine machine(String file, String text) throws IOException {
        Path target = folder.resolve(file);
        Files.createDirectories(target.resolveSibling("."));
        Files.writeString(target, text);
        return new Machine(folder, folder);
    }

    private static EngineHost host(EngineHost.Memory memory, Instant now, String... warnings) {
        return new EngineHost(
                new EngineHost.Ground("Linux", "6", "x86_64", 2, "overlay2", "/nowhere"),
                memory,
                STRAIGHT,
                now,
                List.of(warnings));
    }

    private static Finding only(Examination examination) {
        return examination.examine(new StopSignal()).getFirst().finding();
    }

    @Test
    void memory() throws IOException {
        assertThat(machine("meminfo", "MemTotal: 16000000 kB\nMemAvailable: 8000000 kB\nSwapTotal: 0 kB\n")
                        .memory())
                .isEqualTo(new Fine("16 GB, 8.2 GB of it available, no swap"));
        assertThat(machine("meminfo", "MemTotal: 2000000 kB\nMemAvailable: 500000 kB\nSwapTotal: 0 kB\n")
                        .memory())
                .isInstanceOf(Warning.class);
        assertThat(new Machine(folder, folder.resolve("none")).memory()).isInstanceOf(Skipped.class);
    }

    @Test
    void limitsOfTheMachine() throws IOException {
        assertThat(machine("self/limits", "Max open files            256      4096       files\n")
                        .openFiles())
                .isInstanceOf(Warning.class);
        assertThat(machine("self/limits", "Max open files            unlimited  unlimited   files\n")
                        .openFiles())
                .isEqualTo(new Fine("unlimited at most"));
        machine("sys/fs/inotify/max_user_instances", "128\n");
        assertThat(machine("sys/fs/inotify/max_user_watches", "1000\n").watches())
                .isInstanceOf(Warning.class);
        assertThat(machine("sys/fs/inotify/max_user_watches", "65536\n").watches())
                .isEqualTo(new Fine("65536 in 128 instances at most"));
    }

    @Test
    void room() {
        assertThat(Room.left("/data", 50_000_000_000L, true)).isEqualTo(new Fine("50 GB free at /data"));
        assertThat(Room.left("/data", 5_000_000_000L, true)).isInstanceOf(Warning.class);
        assertThat(Room.left("/data", 500_000_000L, true)).isInstanceOf(Broken.class);
        assertThat(Room.left("/home", 500_000_000L, false)).isInstanceOf(Fine.class);
        assertThat(Room.left("/home", 50_000_000L, false)).isInstanceOf(Broken.class);
    }

    @Test
    void builderAndSession() {
        Instant now = Instant.now();
        EngineLooks looks = new EngineLooks(engine, () -> now);
        assertThat(looks.builder()).isEqualTo(new Fine("BuildKit"));
        assertThat(looks.session()).isInstanceOf(Fine.class);
        engine.housekeeping().onSession(new EngineException(Kind.UNSUPPORTED, "session", "answered with 403"));
        assertThat(looks.session()).isInstanceOfSatisfying(Warning.class, one -> assertThat(one.seen())
                .contains("answered with 403"));
        engine.classic();
        assertThat(looks.builder()).isInstanceOf(Warning.class);
        assertThat(looks.session()).isInstanceOf(Skipped.class);
    }

    @Test
    void theEnginesMemory() {
        EngineHost good = host(new EngineHost.Memory(16_000_000_000L, "2", true, true), Instant.EPOCH);
        EngineHost bad = host(new EngineHost.Memory(1_000_000_000L, "1", true, false), Instant.EPOCH, "No swap limit");
        assertThat(EngineLooks.memory(good)).isEqualTo(new Fine("16 GB, 2 processors"));
        assertThat(EngineLooks.memory(bad)).isInstanceOf(Warning.class);
        assertThat(EngineLooks.limits(good)).isInstanceOf(Fine.class);
        assertThat(EngineLooks.limits(bad)).isInstanceOf(Warning.class);
        assertThat(EngineLooks.warnings(good)).isEqualTo(new Fine("none"));
        assertThat(EngineLooks.warnings(bad)).isInstanceOf(Warning.class);
    }

    @Test
    void theEnginesDisk() {
        EngineHost here = new EngineHost(
                new EngineHost.Ground("Linux", "6", "x86_64", 2, "overlay2", folder.toString()),
                new EngineHost.Memory(16_000_000_000L, "2", true, true),
                STRAIGHT,
                Instant.EPOCH,
                List.of());
        EngineHost elsewhere = host(new EngineHost.Memory(16_000_000_000L, "2", true, true), Instant.EPOCH);
        assertThat(EngineLooks.disk(at("unix:///var/run/docker.sock"), here)).isNotInstanceOf(Skipped.class);
        assertThat(EngineLooks.disk(at("unix:///var/run/docker.sock"), elsewhere))
                .isInstanceOf(Skipped.class);
        assertThat(EngineLooks.disk(at("tcp://10.0.0.7:2375"), here))
                .as("a folder of that name is here by chance")
                .isInstanceOf(Skipped.class);
    }

    private static EngineInfo at(String endpoint) {
        return new EngineInfo(
                "Engine", "1", "1.41", "linux/amd64", EngineInfo.Builder.BUILDKIT, EngineInfo.Store.LAYERS, endpoint);
    }

    @Test
    void clocks() {
        Instant here = Instant.parse("2026-11-22T12:00:00Z");
        EngineHost.Memory memory = new EngineHost.Memory(16_000_000_000L, "2", true, true);
        EngineLooks looks = new EngineLooks(engine, () -> here);
        engine.housekeeping().host(host(memory, here.plusSeconds(3)));
        assertThat(looks.clock()).isInstanceOf(Fine.class);
        engine.housekeeping().host(host(memory, here.minusSeconds(90)));
        assertThat(looks.clock()).isInstanceOfSatisfying(Warning.class, one -> assertThat(one.seen())
                .isEqualTo("differs from this machine's by 90 s"));
        engine.housekeeping().host(host(memory, here.plusSeconds(3600)));
        assertThat(looks.clock()).isInstanceOf(Broken.class);
    }

    @Test
    void proxies() {
        EngineHost.Proxies known = new EngineHost.Proxies("", "http://u:p@proxy:3128/", "");
        assertThat(ProxyLook.finding(Optional.empty(), STRAIGHT))
                .isEqualTo(new Fine("none, neither here nor at the engine"));
        assertThat(ProxyLook.finding(Optional.empty(), known))
                .isEqualTo(new Fine("the engine goes through http://proxy:3128"));
        assertThat(ProxyLook.finding(Optional.of("http://me:secret@proxy:3128"), STRAIGHT))
                .isInstanceOfSatisfying(Warning.class, one -> assertThat(one.seen())
                        .startsWith("http://proxy:3128 is set here")
                        .doesNotContain("secret"));
        List<Observation> loopback =
                new ProxyLook(Map.of("HTTPS_PROXY", "http://127.0.0.1:3128"), engine).examine(new StopSignal());
        assertThat(loopback).hasSize(2).last().satisfies(line -> assertThat(
                        line.finding().seen())
                .contains("loopback"));
    }

    @Test
    void bases() {
        engine.with("python:3.11-slim");
        EngineException lost = new EngineException(Kind.FAILED, "asking", "no such host");
        engine.housekeeping()
                .onRegistry("gone:1", lost)
                .onRegistry("made:1", lost)
                .onRegistry("other.example/secret:1", new EngineException(Kind.REFUSED, "asking", "denied"));
        assertThat(only(new BaseLook(engine, "python:3.11-slim", false, false))).isEqualTo(new Fine("present"));
        assertThat(only(new BaseLook(engine, "there:1", false, false))).isEqualTo(new Fine("absent, can be pulled"));
        assertThat(only(new BaseLook(engine, "gone:1", false, false))).isInstanceOf(Broken.class);
        assertThat(only(new BaseLook(engine, "made:1", true, false))).isInstanceOf(Warning.class);
        assertThat(only(new BaseLook(engine, "gone:1", false, true))).isInstanceOf(Warning.class);
        assertThat(only(new RegistryLook(engine, "docker.io", "gone:1", false))).isInstanceOf(Warning.class);
        assertThat(only(new RegistryLook(engine, "other.example", "other.example/secret:1", true)))
                .isEqualTo(new Fine("other.example, with a login, answers the engine (denied)"));
        assertThat(RegistryLook.registry("localhost:5000/a/b:1")).isEqualTo("localhost:5000");
        assertThat(RegistryLook.registry("library/redis:7")).isEqualTo("docker.io");
    }

    @Test
    void leftovers() {
        Home home = new Home(folder);
        Owner self = Owner.self();
        engine.createNetwork("living", false, self.labels("one"));
        assertThat(only(new LeftoverLook(engine, home))).isInstanceOf(Fine.class);
        engine.createNetwork("dead", false, new Owner(self.host(), self.process(), self.begun() + 1).labels("two"));
        assertThat(only(new LeftoverLook(engine, home)))
                .isInstanceOfSatisfying(
                        Warning.class, one -> assertThat(one.seen()).isEqualTo("1 object of runs that died"));
    }

    @Test
    void thePrivateEngine() throws IOException {
        assertThat(only(new PrivateEngineLook(new Home(folder)))).isEqualTo(new Fine("not running"));
        Files.createDirectories(folder.resolve("engine"));
        Files.writeString(folder.resolve("engine/docker.sock"), "left by a power cut");
        assertThat(only(new PrivateEngineLook(new Home(folder)))).isInstanceOf(Warning.class);
    }
}
