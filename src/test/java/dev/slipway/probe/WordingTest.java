package dev.slipway.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    void foreignTextBecomesOneLineWithoutEscapes() {
        assertThat(Wording.excerpt("\u001b[31mred\u001b[0m\n\tand\u0007 \u202egnirts \u001b]0;title\u0007done"))
                .isEqualTo("red and gnirts done");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        String faces = "😀".repeat(300);
        assertThat(Wording.excerpt(faces)).isEqualTo("😀".repeat(200) + "…");
    }

    @Property
    void anExcerptIsShortAndPrintable(@ForAll String text) {
        String excerpt = Wording.excerpt(text, 40);
        assertThat(excerpt.codePointCount(0, excerpt.length())).isLessThanOrEqualTo(41);
        assertThat(excerpt.codePoints().filter(point -> Character.isISOControl(point) || point == 0x202e))
                .isEmpty();
    }

    @Test
    void timesReadAsPeopleSayThem() {
        assertThat(Wording.time(Duration.ofMillis(430))).isEqualTo("430ms");
        assertThat(Wording.time(Duration.ofMillis(2500))).isEqualTo("2.5s");
        assertThat(Wording.time(Duration.ofSeconds(3))).isEqualTo("3s");
        assertThat(Wording.time(Duration.ofSeconds(41))).isEqualTo("41s");
        assertThat(Wording.time(Duration.ofSeconds(200))).isEqualTo("3m20s");
    }
}
