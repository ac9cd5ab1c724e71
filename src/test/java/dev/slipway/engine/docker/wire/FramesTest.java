package dev.slipway.engine.docker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FramesTest {
    private final List<String> heard = new ArrayList<>();
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();

    @Test
    void each_stream_is_joined_on_its_own() throws IOException {
        frame(1, "one ha");
        frame(2, "error ha");
        frame(1, "lf\ntwo");
        frame(2, "lf\n");
        assertThat(copied()).containsExactly("OUT one half", "ERR error half", "OUT two");
    }

    @Test
    void frames_of_exactly_the_librarys_buffer_stay_whole() throws IOException {
        String first = "x".repeat(1023) + "\n";
        frame(1, first);
        frame(1, "y".repeat(1023) + "\n");
        assertThat(copied()).containsExactly("OUT " + "x".repeat(1023), "OUT " + "y".repeat(1023));
    }

    @Test
    void output_without_frames_is_taken_as_it_is() throws IOException {
        stream.write("plain\nterminal output\n".getBytes(StandardCharsets.UTF_8));
        assertThat(copied()).containsExactly("OUT plain", "OUT terminal output");
        heard.clear();
        stream.reset();
        stream.write("short".getBytes(StandardCharsets.UTF_8));
        assertThat(copied()).containsExactly("OUT short");
    }

    @Test
    void what_was_heard_before_a_bad_end_is_handed_on() {
        frame(1, "begun and never finished");
        byte[] cut = java.util.Arrays.copyOf(stream.toByteArray(), stream.size() - 5);
        assertThatThrownBy(() -> copy(cut)).isInstanceOf(EOFException.class);
        assertThat(heard).containsExactly("OUT begun and never fin");
    }

    private List<String> copied() throws IOException {
        copy(stream.toByteArray());
        return heard;
    }

    private void copy(byte[] bytes) throws IOException {
        new Frames((from, line) -> heard.add(from + " " + line)).copy(new ByteArrayInputStream(bytes));
    }

    private void frame(int to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        stream.writeBytes(
                ByteBuffer.allocate(8).put((byte) to).putInt(4, bytes.length).array());
        stream.writeBytes(bytes);
    }
}
