package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.stack.PortConflict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConflictLinesTest {
    @Test
    void theNameOfAProcessIsNoCommandToTheTerminal() {
        PortConflict hostile = new PortConflict("api", 8001, 8000, "process 7 (\u001b]0;owned\u0007x)");
        assertThat(ConflictLines.of(List.of(hostile)))
                .allSatisfy(line -> assertThat(line).doesNotContain("\u001b", "\u0007"))
                .first()
                .asString()
                .startsWith("slipway: 'api' wants port 8001 of this machine, which is held by process 7 (");
    }
}
