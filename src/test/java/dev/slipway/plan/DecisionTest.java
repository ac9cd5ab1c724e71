package dev.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.model.ImageSpec;
import dev.slipway.plan.Decision.Reuse;
import dev.slipway.plan.Prospect.Fingerprint;
import dev.slipway.run.Models;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final ImageSpec WORKER = Models.image("worker", List.of(), "full", "minimal");
    private static final Decision.InputHistory HISTORY =
            (earlier, now) -> List.of(earlier + " became " + now, "b changed", "c changed", "d changed");

    private static Prospect known(String variant, String fingerprint) {
        return new Prospect(variant, new Fingerprint.Known(fingerprint));
    }

    private static Existing existing(String variant, String fingerprint, String ladder) {
        return new Existing("sha256:" + variant, variant, fingerprint, ladder, 7);
    }

    private static String decide(List<Prospect> prospects, List<Existing> existing, Reuse reuse) {
        Decision decision = Decision.of(WORKER, prospects, existing, reuse, HISTORY);
        return decision.action().getClass().getSimpleName() + ": "
                + decision.cause().inWords();
    }

    private static final List<Prospect> NOW = List.of(known("full", "f1"), known("minimal", "m1"));

    @Test
    void whatWasNeverProvenIsBuilt() {
        assertThat(decide(NOW, List.of(), Reuse.ANY_RUNG)).isEqualTo("Build: never built");
    }

    @Test
    void unchangedPreferredRungIsKept() {
        assertThat(decide(NOW, List.of(existing("full", "f1", "")), Reuse.ANY_RUNG))
                .isEqualTo("Keep: unchanged");
    }

    @Test
    void changedInputsAreNamed() {
        assertThat(decide(NOW, List.of(existing("full", "f0", "")), Reuse.ANY_RUNG))
                .isEqualTo("Build: f0 became f1, b changed and 2 more");
    }

    @Test
    void aChangedLowerRungIsComparedWithItself() {
        assertThat(decide(NOW, List.of(existing("minimal", "m0", "")), Reuse.ANY_RUNG))
                .startsWith("Build: m0 became m1");
    }

    @Test
    void degradedImageIsKeptWhileTheRungsAboveAreWhatTheyWere() {
        Existing minimal = existing("minimal", "m1", Ladder.above(List.of("f1")));
        assertThat(decide(NOW, List.of(minimal), Reuse.ANY_RUNG))
                .isEqualTo("Keep: unchanged; 'full' failed from the same inputs, 'minimal' is kept");
        assertThat(decide(List.of(known("full", "f2"), known("minimal", "m1")), List.of(minimal), Reuse.ANY_RUNG))
                .startsWith("Build:");
    }

    @Test
    void degradedImageIsTriedAgainWhenItsFailureMayHavePassed() {
        assertThat(decide(NOW, List.of(existing("minimal", "m1", "")), Reuse.ANY_RUNG))
                .isEqualTo("Build: 'full' is tried again instead of keeping 'minimal'");
    }

    @Test
    void degradedImageIsTriedAgainWhenAskedFor() {
        Existing minimal = existing("minimal", "m1", Ladder.above(List.of("f1")));
        assertThat(decide(NOW, List.of(minimal), Reuse.PREFERRED_RUNG))
                .isEqualTo("Build: 'full' is tried again instead of keeping 'minimal'");
    }

    @Test
    void thePreferredRungWinsOverAProvenLowerOne() {
        List<Existing> both =
                List.of(existing("full", "f1", ""), existing("minimal", "m1", Ladder.above(List.of("f1"))));
        assertThat(decide(NOW, both, Reuse.ANY_RUNG)).isEqualTo("Keep: unchanged");
    }

    @Test
    void whatCannotBeKnownYetIsSaid() {
        assertThat(decide(
                        List.of(new Prospect("full", new Fingerprint.AwaitsImages(List.of("base")))),
                        List.of(),
                        Reuse.ANY_RUNG))
                .isEqualTo("Await: starts from base");
        assertThat(decide(
                        List.of(new Prospect("full", new Fingerprint.AwaitsBase("python:3.11-slim"))),
                        List.of(),
                        Reuse.ANY_RUNG))
                .isEqualTo("Build: base python:3.11-slim is not here yet");
        assertThat(decide(
                        List.of(new Prospect("full", new Fingerprint.Unreadable("no Dockerfile"))),
                        List.of(),
                        Reuse.ANY_RUNG))
                .isEqualTo("Build: no Dockerfile");
    }

    @Test
    void forceKeepsNothing() {
        assertThat(decide(NOW, List.of(existing("full", "f1", "")), Reuse.NOTHING))
                .isEqualTo("Build: forced");
    }
}
