package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GramsTest {
    @Property(tries = 500)
    void neverDeniesWhatIsThere(
            @ForAll String text, @ForAll @IntRange(max = 300) int a, @ForAll @IntRange(max = 300) int b) {
        int from = Math.min(Math.min(a, b), text.length());
        int to = Math.min(Math.max(a, b), text.length());

        assertThat(new Grams(text).mayHold(text.substring(from, to))).isTrue();
    }

    @Test
    void deniesAWordOfOtherLetters() {
        Grams grams = new Grams("all is quiet on deck");

        assertThat(grams.mayHold("quiet on")).isTrue();
        assertThat(grams.mayHold("quite on")).isFalse();
        assertThat(grams.mayHold("deckhand")).isFalse();
        assertThat(new Grams("").mayHold("deck")).isFalse();
    }

    @Test
    void knowsNothingOfShortWords() {
        assertThat(new Grams("all is quiet on deck").mayHold("xyz")).isTrue();
    }
}
