package dev.slipway.yaml;

import dev.slipway.model.Origin;
import org.jspecify.annotations.Nullable;

/** The file cannot be read beyond this place. Never leaves {@link TreeReader}. */
final class Unreadable extends Exception {
    private final transient Origin origin;
    private final String sentence;
    private final @Nullable String hint;

    Unreadable(Origin origin, String sentence, @Nullable String hint) {
        super(sentence, null, false, false);
        this.origin = origin;
        this.sentence = sentence;
        this.hint = hint;
    }

    Origin origin() {
        return origin;
    }

    String sentence() {
        return sentence;
    }

    @Nullable
    String hint() {
        return hint;
    }
}
