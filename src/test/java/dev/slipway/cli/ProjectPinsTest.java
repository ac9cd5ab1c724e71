package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.drift.Pins;
import dev.slipway.drift.Pins.Pin;
import dev.slipway.model.Pipeline;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectPinsTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void aPipelineOfTwoVariants() throws IOException {
        write(
                "pipeline.yaml",
                """
                slipway: 1
                name: pinned
                images:
                  app:
                    variants:
                      - {name: full}
                      - {name: minimal, overlay: {requirements.txt: requirements.pinned.txt}}
                    checks: [healthy]
                """);
        write(
                "app/Dockerfile",
                """
                FROM python:3.11-slim
                COPY requirements.txt .
                RUN pip install -r requirements.txt && pip install uvicorn gunicorn==22.0
                """);
        write("app/requirements.txt", "numpy\npandas>=2,<3\nhiredis==2.0 # old\n");
        write("app/requirements.pinned.txt", "numpy==1.26.4\n");
    }

    @Test
    void aVersionIsHeldAsTheFilesOfTheVariantHoldIt() {
        Pins pins = new ProjectPins(read());

        assertThat(pins.of("app", "full", "pip", "numpy")).isEqualTo(Pin.OPEN);
        assertThat(pins.of("app", "full", "pip", "pandas")).isEqualTo(Pin.BOUNDED);
        assertThat(pins.of("app", "full", "pip", "hiredis")).isEqualTo(Pin.PINNED);
        assertThat(pins.of("app", "full", "pip", "uvicorn")).isEqualTo(Pin.OPEN);
        assertThat(pins.of("app", "full", "pip", "gunicorn")).isEqualTo(Pin.PINNED);
        assertThat(pins.of("app", "full", "pip", "click")).isEqualTo(Pin.UNNAMED);
        assertThat(pins.of("app", "minimal", "pip", "numpy")).isEqualTo(Pin.PINNED);
    }

    @Test
    void nothingIsSaidOfWhatNobodyKnows() throws IOException {
        Pins pins = new ProjectPins(read());

        assertThat(pins.of("app", "full", "npm", "react")).isEqualTo(Pin.UNKNOWN);
        assertThat(pins.of("app", "gone", "pip", "numpy")).isEqualTo(Pin.UNKNOWN);
        assertThat(pins.of("gone", "full", "pip", "numpy")).isEqualTo(Pin.UNKNOWN);
        Files.delete(folder.resolve("app/Dockerfile"));
        assertThat(new ProjectPins(read()).of("app", "full", "pip", "click")).isEqualTo(Pin.UNKNOWN);
    }

    /** Root may read every folder, so the one that cannot be read lies deeper than the system can name. */
    @Test
    void aFolderThatCannotBeReadHidesNothingElse() throws IOException {
        Path deep = folder;
        while (deep.toString().length() < 3_700) {
            deep = deep.resolve("d".repeat(100));
        }
        Files.createDirectories(deep);
        Path context = deep.resolve("app");
        Files.move(folder.resolve("app"), context);
        Files.move(folder.resolve("pipeline.yaml"), deep.resolve("pipeline.yaml"));
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("e".repeat(200)).resolve("f".repeat(200)));
        Files.move(data, context.resolve("data"));
        try {
            Pins pins = new ProjectPins(read(deep));

            assertThat(pins.of("app", "full", "pip", "hiredis")).isEqualTo(Pin.PINNED);
            assertThat(pins.of("app", "full", "pip", "click")).isEqualTo(Pin.UNKNOWN);
        } finally {
            Files.move(context.resolve("data"), data);
        }
    }

    /** A regular expression cannot be interrupted, so that one that takes for ever has a thread of its own. */
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @ValueSource(strings = {"a", "a[", "\n", "-"})
    void aLongDockerfileIsReadOnce(String again) throws IOException {
        write("app/Dockerfile", again.repeat(1_900_000 / again.length()) + "\nRUN pip install gunicorn==22.0\n");

        assertThat(new ProjectPins(read()).of("app", "full", "pip", "gunicorn")).isEqualTo(Pin.PINNED);
    }

    private Pipeline read() {
        return read(folder);
    }

    private static Pipeline read(Path folder) {
        return switch (PipelineReader.read(folder.resolve("pipeline.yaml"), Map.of())) {
            case Reading.Valid valid -> valid.pipeline();
            case Reading.Invalid invalid -> throw new AssertionError(invalid.problems());
        };
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
