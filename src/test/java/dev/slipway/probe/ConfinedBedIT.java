package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.probe.Doubles.Heard;
import dev.slipway.probe.ProbeResult.Healthy;
import dev.slipway.probe.ProbeResult.Unhealthy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two members of one bed share what they name alike, and a starved process is told while its container lives. */
@SuppressWarnings("NullAway.Init") // set by JUnit
class ConfinedBedIT {
    private static final String IDLE =
            """
            FROM python:3.11-slim
            RUN mkdir -m 777 /shared
            CMD ["sleep", "600"]
            """;

    private static Dockyard yard;
    private static String image;

    private final StopSignal stop = new StopSignal();
    private final Heard log = new Heard();
    private TestBed bed;

    @BeforeAll
    static void build() {
        yard = Dockyard.open("python:3.11-slim");
        image = yard.build(IDLE);
    }

    @AfterAll
    static void clear() {
        if (yard != null) {
            yard.close();
        }
    }

    @BeforeEach
    void open() {
        bed = TestBed.open(yard.engine(), yard.setting());
    }

    @AfterEach
    void close() {
        bed.close();
        yard.assertNothingIsLeft();
    }

    private static Check beside(String command) {
        return new Check.Run(command, 0, null, true, Doubles.LONG, Doubles.HERE);
    }

    private static Subject member(String name, Limits limits, Surface surface) {
        return new Subject(image, name, Map.of())
                .confined(new ContainerSettings(limits, surface, Map.of(), List.of(), List.of()));
    }

    @Test
    void membersShareAVolumeThatGoesWithTheBed() {
        Surface writes = new Surface("1234", List.of(new Volume.Named("data", "/shared", false)), true, List.of());
        Surface reads = new Surface("1234", List.of(new Volume.Named("data", "/elsewhere", true)), false, List.of());
        Subject first = member("first", Limits.NONE, writes);
        Subject second = member("second", Limits.NONE, reads);
        bed.startMember(first, stop, log);
        bed.startMember(second, stop, log);
        assertThat(bed.ask(beside("echo told > /shared/note"), first, stop, log))
                .isInstanceOf(Healthy.class);
        assertThat(bed.ask(beside("grep told /elsewhere/note && ! touch /elsewhere/x"), second, stop, log))
                .isInstanceOf(Healthy.class);
    }

    @Test
    void aStarvedCommandIsToldAsKilledForWantOfMemory() {
        Subject small = member("small", new Limits(64_000_000L, 64_000_000L, null, null), Surface.OWN);
        Check greedy = new Check.Run(
                "python -c \"print(len(b'x' * 400_000_000))\"", 0, null, false, Doubles.LONG, Doubles.HERE);
        assertThat(bed.ask(greedy, small, stop, log))
                .isInstanceOfSatisfying(
                        Unhealthy.class,
                        no -> assertThat(no.oomKilled()).as("%s", no).isTrue());
    }
}
