package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.engine.ImageLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "RUN /bin/sh -c pip install -r requirements.txt # buildkit; RUN pip install -r requirements.txt",
                "RUN |2 A=b C=d e /bin/sh -c make # buildkit; RUN make",
                "COPY . /app # buildkit; COPY . /app",
                "CMD [\"serve\"]; CMD [\"serve\"]",
                "/bin/sh -c #(nop)  ENV A=b; ENV A=b",
                "/bin/sh -c apt-get update; RUN apt-get update",
                "|1 A=b /bin/sh -c make; RUN make",
                "-c python preload.py; RUN python preload.py",
                "'';''"
            })
    void instructionIsToldAsADockerfileWould(String createdBy, String instruction) {
        assertThat(Layers.instruction(createdBy)).isEqualTo(instruction);
    }

    @Test
    void lowestComesFirst() throws JsonProcessingException {
        String history =
                "[{\"CreatedBy\": \"COPY . /app # buildkit\", \"Size\": 7}, {\"CreatedBy\": \"\", \"Size\": 100}]";
        assertThat(Layers.of(new ObjectMapper().readTree(history)))
                .containsExactly(new ImageLayer("", 100), new ImageLayer("COPY . /app", 7));
    }

    @Test
    void longInstructionIsCut() {
        assertThat(Layers.instruction("RUN " + "x".repeat(2000))).hasSize(501).endsWith("…");
    }
}
