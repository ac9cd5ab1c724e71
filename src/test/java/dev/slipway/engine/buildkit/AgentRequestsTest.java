package dev.slipway.engine.buildkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class AgentRequestsTest {
    @Property(tries = 300)
    void requests_are_the_same_wherever_their_bytes_are_cut(
            @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 40) Integer> lengths,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 30) Integer> pieces)
            throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        List<byte[]> sent = new ArrayList<>();
        for (int at = 0; at < lengths.size(); at++) {
            byte[] content = new byte[lengths.get(at)];
            Arrays.fill(content, (byte) (200 + at));
            byte[] whole = ByteBuffer.allocate(4 + content.length)
                    .putInt(content.length)
                    .put(content)
                    .array();
            sent.add(whole);
            stream.writeBytes(whole);
        }
        List<byte[]> got = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        AgentRequests requests = new AgentRequests((type, whole) -> {
            types.add(type);
            got.add(whole);
        });
        byte[] bytes = stream.toByteArray();
        for (int at = 0, turn = 0; at < bytes.length; turn++) {
            int end = Math.min(bytes.length, at + pieces.get(turn % pieces.size()));
            requests.add(Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        assertThat(got).usingRecursiveComparison().isEqualTo(sent);
        assertThat(types).isEqualTo(sent.stream().map(whole -> whole[4] & 0xff).toList());
    }

    @Test
    void lengths_beyond_reason_are_refused() {
        AgentRequests requests = new AgentRequests((type, whole) -> {});
        assertThatThrownBy(() -> requests.add(new byte[] {0, 4, 0, 1, 11}))
                .isInstanceOf(StreamCorruptedException.class)
                .hasMessage("a request to the ssh agent of 262145 bytes");
        AgentRequests others = new AgentRequests((type, whole) -> {});
        assertThatThrownBy(() -> others.add(new byte[] {0, 0, 0, 0, 11})).isInstanceOf(StreamCorruptedException.class);
    }
}
