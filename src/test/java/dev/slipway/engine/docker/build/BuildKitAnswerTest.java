package dev.slipway.engine.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.slipway.engine.RecordedBuild;
import dev.slipway.engine.buildkit.trace.StatusResponse;
import dev.slipway.engine.buildkit.trace.Vertex;
import dev.slipway.engine.buildkit.trace.VertexLog;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class BuildKitAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final RecordedBuild heard = new RecordedBuild();
    private final BuildKitAnswer answer = new BuildKitAnswer(heard);

    @Test
    void an_image_is_never_read_out_of_the_output() throws IOException {
        String output = "Successfully built wheel-pkg\nsha256:0123456789ab\n";
        StatusResponse trace = StatusResponse.newBuilder()
                .addVertexes(Vertex.newBuilder()
                        .setDigest("d")
                        .setName("RUN pip wheel")
                        .setStarted(Timestamp.getDefaultInstance())
                        .setCompleted(Timestamp.getDefaultInstance()))
                .addLogs(VertexLog.newBuilder().setVertex("d").setStream(1).setMsg(ByteString.copyFromUtf8(output)))
                .build();
        take("{\"id\":\"moby.buildkit.trace\",\"aux\":\"" + Base64.getEncoder().encodeToString(trace.toByteArray())
                + "\"}");
        take("{\"stream\":\"Successfully built wheel-pkg\\n\"}");
        take("{\"stream\":\"Successfully tagged x:1\\n\"}");
        take("{\"stream\":\"sha256:0123456789ab\\n\"}");
        assertThat(heard.story()).contains("  OUT Successfully built wheel-pkg");
        assertThat(answer.imageId()).isEmpty();
        take("{\"id\":\"moby.image.id\",\"aux\":{\"ID\":\"sha256:1\"}}");
        answer.end();
        assertThat(answer.imageId()).contains("sha256:1");
    }

    private void take(String message) throws IOException {
        answer.take(JSON.readTree(message));
    }
}
