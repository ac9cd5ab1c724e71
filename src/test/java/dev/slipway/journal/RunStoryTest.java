package dev.slipway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent;
import dev.slipway.run.StepStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunStoryTest {
    private final RunStory degraded = RunStory.of(Runs.degraded());
    private final RunStory failed = RunStory.of(Runs.failed());

    @Test
    void keepsImagesInPlanOrderWithTheirFates() {
        assertThat(failed.images())
                .extracting(ImageStory::name, image -> image.status().orElseThrow())
                .containsExactly(
                        tuple("backend", ImageStatus.FAILED),
                        tuple("worker", ImageStatus.BLOCKED),
                        tuple("tools", ImageStatus.FAILED),
                        tuple("docs", ImageStatus.BUILT));
    }

    @Test
    void nestsStepsUnderTheirAttempt() {
        ImageStory backend = degraded.image("backend").orElseThrow();
        assertThat(backend.attempts()).hasSize(2);
        assertThat(backend.attempts()
                        .getFirst()
                        .failedStep()
                        .orElseThrow()
                        .start()
                        .title())
                .isEqualTo("[2/4] RUN pip install -r requirements.txt");
        AttemptStory second = backend.attempts().getLast();
        assertThat(second.steps())
                .extracting(step -> step.start().title())
                .containsExactly("build", "preload models", "import cv2, numpy", "GET :8000/health");
        assertThat(second.steps().getFirst().steps()).hasSize(1);
        assertThat(second.steps().get(2).end().orElseThrow().facts()).containsEntry("cv2", "4.9.0");
        assertThat(second.steps()).allSatisfy(step -> assertThat(step.status()).contains(StepStatus.PASSED));
        assertThat(backend.retries()).hasSize(1);
    }

    @Test
    void tellsWhyTheLowerRungWasTaken() {
        ImageStory worker = degraded.image("worker").orElseThrow();
        assertThat(worker.fallbacks()).extracting(RunEvent.FellBack::from).containsExactly("full");
        assertThat(worker.lastFailedAttempt()
                        .orElseThrow()
                        .diagnosis()
                        .orElseThrow()
                        .rule())
                .isEqualTo("pip-no-compiler");
    }

    @Test
    void holdsBasesStackChecksAndTags() {
        assertThat(degraded.bases()).extracting(BaseStory::reference).containsExactly("python:3.11-slim", "redis:7");
        assertThat(degraded.bases().getFirst().standIn()).contains("Debian's Python 3.11");
        assertThat(degraded.stackChecks().getFirst().steps()).hasSize(2);
        assertThat(degraded.promotion().orElseThrow().moved()).hasSize(3);
        assertThat(failed.promotion().orElseThrow().withheld()).isEqualTo("backend and tools failed");
    }

    @Test
    void isWholeAfterEveryEventOfARun() {
        List<RunEvent> events = Runs.degraded();
        for (int told = 0; told <= events.size(); told++) {
            RunStory story = RunStory.of(events.subList(0, told));
            assertThat(story.end().isPresent()).isEqualTo(told == events.size());
            assertThat(story.images()).hasSize(told == 0 ? 0 : 3);
        }
    }

    @Test
    void tellsOfAnImageWhosePlanWasLost() {
        RunStory story = RunStory.of(Runs.degraded().subList(1, Runs.degraded().size()));
        assertThat(story.images()).extracting(ImageStory::name).containsExactly("frontend", "backend", "worker");
    }
}
