package dev.slipway.yaml;

import org.jspecify.annotations.Nullable;

/** Text that does not mean what its place wants, with a sentence for the author and perhaps a hint. */
final class Misread extends IllegalArgumentException {
    private final @Nullable String hint;

    Misread(String sentence, @Nullable String hint) {
        super(sentence);
        this.hint = hint;
    }

    @Nullable
    String hint() {
        return hint;
    }
}
