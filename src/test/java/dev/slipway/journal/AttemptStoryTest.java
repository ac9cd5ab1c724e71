package dev.slipway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.RunEvent.AttemptStarted;
import dev.slipway.run.RunEvent.StepEnded;
import dev.slipway.run.RunEvent.StepStarted;
import dev.slipway.run.StepKind;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttemptStoryTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    private static StepStory layer(String title, int begun, int ended, String detail) {
        String span = "image/backend/full#1/build/" + title;
        return new StepStory(
                new StepStarted(BEGUN.plusSeconds(begun), span, StepKind.LAYER, title),
                List.of(),
                new StepEnded(
                        BEGUN.plusSeconds(ended),
                        span,
                        Duration.ofSeconds(ended - begun),
                        StepStatus.FAILED,
                        detail,
                        Map.of()));
    }

    @Test
    void whatWasCancelledForTheSakeOfAnotherIsNotToBlame() {
        AttemptStory attempt = new AttemptStory(
                new AttemptStarted(BEGUN, "image/backend/full#1", "backend", "full", 1, null),
                List.of(
                        layer("builder", 1, 9, "exit code: 137: context canceled"),
                        layer("production", 2, 8, "exit code: 100")),
                null,
                null);

        assertThat(attempt.failedStep().orElseThrow().start().title()).isEqualTo("production");
    }
}
