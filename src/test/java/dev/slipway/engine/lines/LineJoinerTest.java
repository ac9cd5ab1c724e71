package dev.slipway.engine.lines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineJoinerTest {
    private final List<String> lines = new ArrayList<>();
    private final LineJoiner joiner = new LineJoiner(lines::add);

    @Test
    void lines_end_with_a_newline_a_return_or_both() {
        add("one\ntwo\r\n\n10%\r20%\r\rdone\nrest");
        joiner.end();
        assertThat(lines).containsExactly("one", "two", "", "10%", "20%", "done", "rest");
    }

    @Test
    void wherever_the_pieces_are_cut_the_lines_are_the_same() {
        String text = "grüß 😀 Gott\r\n50%\r100%\r\n漢字\n\nend";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            List<String> heard = new ArrayList<>();
            LineJoiner pieces = new LineJoiner(heard::add);
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(5));
                pieces.add(bytes, at, length);
                at += length;
            }
            pieces.end();
            assertThat(heard).containsExactly("grüß 😀 Gott", "50%", "100%", "漢字", "", "end");
        }
    }

    @Test
    void a_line_that_is_too_long_is_cut_between_characters_and_says_so() {
        add("a" + "ü".repeat(LineJoiner.LONGEST) + "\nnext\n");
        assertThat(lines).hasSize(2).last().isEqualTo("next");
        int kept = (LineJoiner.LONGEST - 1) / 2;
        assertThat(lines.getFirst())
                .isEqualTo("a" + "ü".repeat(kept) + "… (" + (2 * (LineJoiner.LONGEST - kept)) + " more bytes)");
    }

    @Test
    void bytes_that_are_no_text_do_no_harm() {
        joiner.add(new byte[] {(byte) 0xff, 'x', '\n'});
        assertThat(lines).containsExactly("\ufffdx");
    }

    private void add(String text) {
        joiner.add(text.getBytes(StandardCharsets.UTF_8));
    }
}
