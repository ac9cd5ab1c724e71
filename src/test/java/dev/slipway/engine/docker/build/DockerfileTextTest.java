package dev.slipway.engine.docker.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.BuildOutcome.DockerfileLine;
import dev.slipway.engine.Contexts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DockerfileTextTest {
    private static final String DOCKERFILE =
            """
            # syntax=docker/dockerfile:1
            FROM python:3.11 AS base

            run pip install \\
                # why
                --no-cache  numpy
            RUN <<EOF
            FROM nowhere
            EOF
            COPY . /app
            """;
    private final DockerfileText text = new DockerfileText(DOCKERFILE);

    @Test
    void a_step_of_buildkit_is_found_by_its_instruction() {
        assertThat(text.ofStep("[base 2/4] RUN pip install     --no-cache numpy"))
                .contains(new DockerfileLine(4, "run pip install \\"));
        assertThat(text.ofStep("[4/4] COPY . /app")).contains(new DockerfileLine(10, "COPY . /app"));
        assertThat(text.ofStep("[internal] load build context")).isEmpty();
        assertThat(text.ofStep("exporting to image")).isEmpty();
    }

    @Test
    void a_step_of_the_classic_builder_is_found_by_its_number() {
        assertThat(text.ofStep("Step 4/4 : COPY . /app"))
                .map(DockerfileLine::line)
                .contains(10);
        assertThat(text.ofStep("Step 9/9 : COPY . /app")).isEmpty();
    }

    @Test
    void a_parsers_complaint_names_its_line() {
        assertThat(text.ofComplaint("dockerfile parse error line 4: unknown instruction"))
                .map(DockerfileLine::line)
                .contains(4);
        assertThat(text.ofComplaint("dockerfile parse error on line 10: x"))
                .map(DockerfileLine::line)
                .contains(10);
        assertThat(text.ofComplaint("dockerfile parse error line 99: x")).isEmpty();
    }

    @Test
    void the_dockerfile_is_caught_as_the_context_goes_by_however_it_is_cut() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        long written = Contexts.tar(Map.of(
                        "Dockerfile", "FROM wrong\n", "a/big.bin", "x".repeat(100_000), "deep/Dockerfile", DOCKERFILE))
                .writeTo(tar);
        assertThat(written).isEqualTo(tar.size());
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            DockerfileTap tap = new DockerfileTap("./deep/Dockerfile");
            byte[] bytes = tar.toByteArray();
            int at = 0;
            while (at < bytes.length) {
                int length = Math.min(bytes.length - at, 1 + random.nextInt(3000));
                tap.write(bytes, at, length);
                at += length;
            }
            assertThat(tap.text()).contains(DOCKERFILE);
        }
    }

    @Test
    void a_context_without_the_dockerfile_gives_no_text() throws IOException {
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        Contexts.tar(Map.of("other", "x")).writeTo(tar);
        DockerfileTap tap = new DockerfileTap("Dockerfile");
        tap.write(tar.toByteArray(), 0, tar.size());
        assertThat(tap.text()).isEmpty();
    }
}
