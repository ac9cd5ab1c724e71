package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.EngineException.Kind;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void onlyAnEngineThatCannotBeUsedIsNoEngine() {
        assertThat(Arrays.stream(Kind.values()).filter(kind -> ExitCode.of(kind) == ExitCode.NO_ENGINE))
                .containsExactlyInAnyOrder(Kind.UNREACHABLE, Kind.TIMEOUT, Kind.UNSUPPORTED);
        assertThat(ExitCode.of(Kind.CONFLICT)).isEqualTo(ExitCode.FAILED);
    }
}
