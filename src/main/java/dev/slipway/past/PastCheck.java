package dev.slipway.past;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.run.StepStatus;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a stack check fared. {@code status} is absent when the run ended before it did. */
public record PastCheck(
        String name, @Nullable StepStatus status, Duration took, String detail, @Nullable Diagnosis diagnosis) {
    public Optional<StepStatus> ended() {
        return Optional.ofNullable(status);
    }

    public Optional<Diagnosis> why() {
        return Optional.ofNullable(diagnosis);
    }
}
