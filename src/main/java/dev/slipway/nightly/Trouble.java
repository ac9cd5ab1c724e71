package dev.slipway.nightly;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Nature;
import dev.slipway.past.PastImage;
import dev.slipway.past.PastImage.Rung;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why something is not good. {@code reason} is what the run said of it; {@code diagnosis} is absent where nobody made one. */
public record Trouble(String reason, @Nullable Diagnosis diagnosis) {
    private static final String UNKNOWN = "unknown";

    /** Why the preferred variant of an image did not come to be, if it did not. */
    public static Trouble of(PastImage image) {
        Optional<Rung> preferred = image.rungs().stream().findFirst();
        return new Trouble(
                image.reason(),
                preferred.isPresent()
                        ? preferred.get().diagnosis()
                        : image.why().orElse(null));
    }

    public Optional<Diagnosis> why() {
        return Optional.ofNullable(diagnosis);
    }

    /** By which one trouble is told from another. */
    public String category() {
        return diagnosis == null ? UNKNOWN : diagnosis.category();
    }

    /** In a word where there is one. */
    public String brief() {
        return diagnosis == null ? reason : diagnosis.category();
    }

    /** In one sentence. */
    public String words() {
        return diagnosis == null || diagnosis.explanation().isBlank() ? reason : diagnosis.explanation();
    }

    boolean ofTheMachine() {
        return diagnosis != null && diagnosis.nature() == Nature.ENVIRONMENT;
    }
}
