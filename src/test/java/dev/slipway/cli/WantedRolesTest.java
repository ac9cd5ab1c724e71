package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.yaml.Given;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WantedRolesTest {
    @TempDir
    private Path folder = Path.of("");

    /** Else 'up' would take away, as what the file has no more, what it has. */
    @Test
    void whatUpDoesNotStartByItselfIsOfTheFileAllTheSame() throws IOException {
        Path file = Files.writeString(
                folder.resolve("pipeline.yaml"),
                """
                slipway: 1
                name: shop
                images:
                  api: {dockerfile: Dockerfile}
                services:
                  redis: {image: "redis:7"}
                up: {start: [redis]}
                """);
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        Reading reading = PipelineReader.read(file, new Given(Map.of(), List.of(), Map.of()));
        assertThat(reading)
                .isInstanceOfSatisfying(Reading.Valid.class, valid -> assertThat(WantedRoles.all(valid.pipeline()))
                        .containsExactlyInAnyOrder("api", "redis"));
    }
}
