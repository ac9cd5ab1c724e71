package dev.slipway.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.journal.Script;
import dev.slipway.run.RunEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class TroublesTest {
    private static List<String> weights(RunReport report) {
        return Troubles.of(report, Declared.NOWHERE).stream()
                .map(trouble -> trouble.weight() + " " + trouble.headline())
                .toList();
    }

    @Test
    void aBaseThatCameLaterOrWasDoneWithoutIsNoError() {
        assertThat(weights(Reports.named("healed")))
                .containsExactly(
                        "WARNING base gone:1 failed",
                        "NOTE base late:1 failed",
                        "WARNING worker failed (full)",
                        "NOTE worker failed (lean)",
                        "WARNING worker failed (tiny)");
    }

    @Test
    void aBaseThatNeverCameIsAnErrorOfARunThatFailed() {
        List<RunEvent> events = new Script()
                .run("build")
                .base("gone:1", 1, "failed", "", Reports.missing("gone:1"))
                .base("gone:1", 1, "failed", "", Reports.missing("gone:1"))
                .ends(RunEvent.Verdict.FAILED, "")
                .events();

        assertThat(weights(Reports.of(events))).containsExactly("NOTE base gone:1 failed", "ERROR base gone:1 failed");
    }
}
