package dev.slipway.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.doctor.Finding.Fine;
import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Finding.Warning;
import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RoundTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    /** Waits for its signal, or for ever. */
    private record Slow(boolean obeys) implements Examination {
        @Override
        public Area area() {
            return Area.MACHINE;
        }

        @Override
        public String subject() {
            return "slow";
        }

        @Override
        public boolean network() {
            return true;
        }

        @Override
        public List<Observation> examine(StopSignal stop) {
            CountDownLatch raised = new CountDownLatch(1);
            if (obeys) {
                stop.onRaise(why -> raised.countDown());
            }
            try {
                raised.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            return says(new Fine("as far as it came"));
        }
    }

    @Test
    void linesComeByAreaAndWhatFailsIsALineToo() {
        List<Observation> seen = new Round(false)
                .go(List.of(
                        new Look(Area.SLIPWAY, "last", () -> new Fine("fine")), new Look(Area.MACHINE, "first", () -> {
                            throw new EngineException(EngineException.Kind.FAILED, "asking", "ouch");
                        })));
        assertThat(seen).extracting(Observation::subject).containsExactly("first", "last");
        assertThat(seen.getFirst().finding()).isInstanceOfSatisfying(Warning.class, one -> assertThat(one.seen())
                .contains("asking: ouch"));
    }

    @Test
    void whoeverIsLateTellsWhatHeKnowsOrIsLeftBehind() {
        assertThat(new Round(false, SHORT, Duration.ofSeconds(30)).go(List.of(new Slow(true))))
                .extracting(line -> line.finding().seen())
                .containsExactly("as far as it came");
        assertThat(new Round(false, SHORT, SHORT).go(List.of(new Slow(false))))
                .extracting(Observation::finding)
                .hasOnlyElementsOfType(Warning.class);
    }

    @Test
    void offlineNobodyIsAsked() {
        assertThat(new Round(true).go(List.of(new Slow(false))))
                .extracting(Observation::finding)
                .hasOnlyElementsOfType(Skipped.class);
    }
}
