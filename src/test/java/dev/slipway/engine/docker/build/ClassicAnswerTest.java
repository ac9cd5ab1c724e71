package dev.slipway.engine.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.RecordedBuild;
import org.junit.jupiter.api.Test;

final class ClassicAnswerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final RecordedBuild heard = new RecordedBuild();
    private final ClassicAnswer answer = new ClassicAnswer(heard);

    @Test
    void the_builders_words_become_steps_and_the_rest_their_lines() throws JsonProcessingException {
        take(
                """
                {"stream":"Step 1/3 : FROM python"}
                {"stream":"\\n"}
                {"stream":" ---\\u003e 0123456789ab\\n"}
                {"stream":"Step 2/3 : RUN pip install"}
                {"stream":"\\n"}
                {"stream":" ---\\u003e Using cache\\n"}
                {"stream":" ---\\u003e 123456789abc\\n"}
                {"stream":"Step 3/3 : RUN make"}
                {"stream":"\\n"}
                {"stream":" ---\\u003e Running in 23456789abcd\\n"}
                {"stream":"compi"}
                {"stream":"ling\\nStep 9/9 : is no step\\nSuccessfully built wheel-pkg\\n"}
                {"stream":"\\u001b[91mwarning: x\\n\\u001b[0m"}
                {"stream":"Removing intermediate container 23456789abcd\\n"}
                {"stream":" ---\\u003e 3456789abcde\\n"}
                {"aux":{"ID":"sha256:3456789abcde"}}
                {"stream":"Successfully built 3456789abcde\\n"}
                {"stream":"Successfully tagged x:1\\n"}
                """);
        answer.end();
        heard.assertAllEnded();
        assertThat(heard.story())
                .containsExactly(
                        "start Step 1/3 : FROM python",
                        "end Step 1/3 : FROM python",
                        "start Step 2/3 : RUN pip install",
                        "end Step 2/3 : RUN pip install cached",
                        "start Step 3/3 : RUN make",
                        "  OUT compiling",
                        "  OUT Step 9/9 : is no step",
                        "  OUT Successfully built wheel-pkg",
                        "  ERR warning: x",
                        "end Step 3/3 : RUN make");
        assertThat(answer.imageId()).contains("sha256:3456789abcde");
        assertThat(answer.error()).isEmpty();
    }

    @Test
    void an_error_belongs_to_the_step_under_way() throws JsonProcessingException {
        take(
                """
                {"stream":"Step 1/1 : RUN false"}
                {"stream":"\\n"}
                {"stream":"last words"}
                {"errorDetail":{"code":5,"message":"The command '/bin/sh -c false' returned a non-zero code: 5"},"error":"…"}
                """);
        answer.end();
        heard.assertAllEnded();
        assertThat(answer.exitCode()).contains(5);
        assertThat(answer.failedStep().orElseThrow().name()).isEqualTo("Step 1/1 : RUN false");
        assertThat(answer.failedStep().orElseThrow().lines()).containsExactly("last words");
        assertThat(heard.story())
                .last()
                .isEqualTo("end Step 1/1 : RUN false"
                        + " ERROR The command '/bin/sh -c false' returned a non-zero code: 5");
    }

    @Test
    void an_image_is_never_read_out_of_the_output() throws JsonProcessingException {
        take("{\"stream\":\"Step 1/1 : RUN x\\nSuccessfully built 0123456789ab\\nsha256:0123456789ab\\n\"}");
        answer.end();
        assertThat(answer.imageId()).isEmpty();
    }

    private void take(String messages) throws JsonProcessingException {
        for (String message : messages.lines().toList()) {
            answer.take(JSON.readTree(message));
        }
    }
}
