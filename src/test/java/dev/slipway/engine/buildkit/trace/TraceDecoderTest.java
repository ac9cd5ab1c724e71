package dev.slipway.engine.buildkit.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.slipway.engine.RecordedBuild;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TraceDecoderTest {
    private final RecordedBuild heard = new RecordedBuild();
    private final TraceDecoder decoder = new TraceDecoder(heard);

    @Test
    void a_step_starts_speaks_and_ends() {
        take(vertex("a", "[1/2] FROM x"), vertex("b", "[2/2] RUN make"));
        take(started("a", "[1/2] FROM x", 1));
        take(completed("a", "[1/2] FROM x", 1, 2).setCached(true));
        take(started("b", "[2/2] RUN make", 2));
        log("b", 1, "comp");
        log("b", 2, "warn: x\n");
        log("b", 1, "iling\nlast");
        take(completed("b", "[2/2] RUN make", 2, 5));
        heard.assertAllEnded();
        assertThat(heard.story())
                .containsExactly(
                        "start [1/2] FROM x",
                        "end [1/2] FROM x cached",
                        "start [2/2] RUN make",
                        "  ERR warn: x",
                        "  OUT compiling",
                        "  OUT last",
                        "end [2/2] RUN make");
        assertThat(decoder.failed()).isEmpty();
    }

    @Test
    void lines_that_come_with_the_completion_come_before_it() {
        decoder.take(StatusResponse.newBuilder()
                .addVertexes(completed("a", "[1/1] RUN x", 1, 2))
                .addLogs(VertexLog.newBuilder().setVertex("a").setStream(1).setMsg(bytes("late\n")))
                .build());
        assertThat(heard.story()).containsExactly("start [1/1] RUN x", "  OUT late", "end [1/1] RUN x");
    }

    @Test
    void a_second_life_is_told_only_when_it_has_something_to_say() {
        take(completed("a", "[internal] load", 1, 2));
        take(started("a", "[internal] load", 3));
        take(completed("a", "[internal] load", 3, 4));
        assertThat(heard.story()).containsExactly("start [internal] load", "end [internal] load");
        log("a", 1, "again\n");
        take(completed("a", "[internal] load", 3, 5));
        assertThat(heard.story().subList(2, 5))
                .containsExactly("start [internal] load", "  OUT again", "end [internal] load");
        heard.assertAllEnded();
    }

    @Test
    void the_failure_is_the_step_that_failed_and_not_those_that_were_cancelled() {
        take(started("a", "[a 1/1] RUN slow", 1), started("b", "[b 1/1] RUN bad", 1));
        log("b", 2, "boom\n");
        take(completed("a", "[a 1/1] RUN slow", 1, 2).setError("context canceled"));
        take(completed("b", "[b 1/1] RUN bad", 1, 2).setError("exit code: 3"));
        TraceDecoder.FailedVertex failed = decoder.failed().orElseThrow();
        assertThat(failed.name()).isEqualTo("[b 1/1] RUN bad");
        assertThat(failed.error()).isEqualTo("exit code: 3");
        assertThat(failed.lines()).containsExactly("boom");
        heard.assertAllEnded();
    }

    @Test
    void the_lines_of_a_failure_are_bounded() {
        take(started("a", "[1/1] RUN bad", 1));
        for (int at = 0; at < 10_000; at++) {
            log("a", 1, "line " + at + "\n");
        }
        take(completed("a", "[1/1] RUN bad", 1, 2).setError("exit code: 1"));
        assertThat(decoder.failed().orElseThrow().lines()).hasSize(200).last().isEqualTo("line 9999");
    }

    @Test
    void warnings_are_told_once() {
        VertexWarning.Builder warning = VertexWarning.newBuilder()
                .setVertex("a")
                .setShort(bytes("FromAsCasing: casing"))
                .addDetail(bytes("more"))
                .setUrl("https://docs/x");
        decoder.take(StatusResponse.newBuilder().addWarnings(warning).build());
        decoder.take(StatusResponse.newBuilder().addWarnings(warning).build());
        assertThat(heard.story()).containsExactly("warning FromAsCasing: casing more (https://docs/x)");
    }

    private void take(Vertex.Builder... vertices) {
        StatusResponse.Builder response = StatusResponse.newBuilder();
        Arrays.stream(vertices).forEach(response::addVertexes);
        decoder.take(response.build());
    }

    private void log(String vertex, long stream, String text) {
        decoder.take(StatusResponse.newBuilder()
                .addLogs(VertexLog.newBuilder()
                        .setVertex(vertex)
                        .setStream(stream)
                        .setMsg(bytes(text)))
                .build());
    }

    private static Vertex.Builder vertex(String digest, String name) {
        return Vertex.newBuilder().setDigest(digest).setName(name);
    }

    private static Vertex.Builder started(String digest, String name, long at) {
        return vertex(digest, name).setStarted(Timestamp.newBuilder().setSeconds(at));
    }

    private static Vertex.Builder completed(String digest, String name, long from, long to) {
        return started(digest, name, from).setCompleted(Timestamp.newBuilder().setSeconds(to));
    }

    private static ByteString bytes(String text) {
        return ByteString.copyFrom(text, StandardCharsets.UTF_8);
    }
}
