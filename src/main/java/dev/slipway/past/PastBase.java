package dev.slipway.past;

import dev.slipway.diagnose.Diagnosis;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A base image as a run met it. {@code how} is present, pulled, provided or failed; {@code id} is the engine's own, empty where
 * it is unknown; {@code standIn} is empty unless it stands in for another.
 */
public record PastBase(String reference, String id, String how, String standIn, @Nullable Diagnosis diagnosis) {
    public Optional<Diagnosis> why() {
        return Optional.ofNullable(diagnosis);
    }
}
