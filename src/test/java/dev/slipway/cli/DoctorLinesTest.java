package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.console.Look;
import dev.slipway.doctor.Finding;
import dev.slipway.doctor.Observation;
import dev.slipway.doctor.Observation.Area;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorLinesTest {
    private static final List<Observation> SEEN = List.of(
            new Observation(Area.MACHINE, "java", new Finding.Fine("25 at /opt/jdk")),
            new Observation(Area.MACHINE, "file watches", new Finding.Warning("10 at most", "Maybe raise them.")),
            new Observation(Area.ENGINE, "engine", new Finding.Broken("nobody \u001b[31mlistens", "Maybe start one.")),
            new Observation(Area.CONTAINERS, "network", new Finding.Skipped("not looked at (--offline)")));

    @Test
    void asText() {
        assertThat(String.join("\n", new DoctorLines(new Look(false, true)).text(SEEN)))
                .isEqualTo(
                        """

                        this machine
                          ✓ java          25 at /opt/jdk
                          ! file watches  10 at most
                                          Maybe raise them.

                        the engine
                          ✗ engine        nobody listens
                                          Maybe start one.

                        inside containers
                          ○ network       not looked at (--offline)

                        1 will break builds, 1 warning""");
    }

    @Test
    void whereOnlyAsciiIsKnown() {
        assertThat(new DoctorLines(Look.BARE).text(SEEN))
                .allMatch(line -> line.chars().allMatch(c -> c < 128));
    }

    @Test
    void asJson() {
        assertThat(DoctorLines.json("1", SEEN))
                .contains(
                        "\"broken\" : 1",
                        "\"warnings\" : 1",
                        "\"state\" : \"skipped\"",
                        "\"remedy\" : \"Maybe start one.\"");
    }
}
