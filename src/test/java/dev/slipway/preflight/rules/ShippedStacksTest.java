package dev.slipway.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of the stacks under {@code pipelines/} all that their teams found by hand is told before a build, and nothing else. */
class ShippedStacksTest {
    private static final Path PIPELINES = Path.of("pipelines").toAbsolutePath();

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "numpy-toolchain/pipeline.yaml|no-compiler backend/Dockerfile.plain,"
                        + " package-manager-mismatch frontend/Dockerfile.npm, npm-peer-conflict frontend/package.json,"
                        + " folder-made-late frontend/Dockerfile.folders",
                "numpy-toolchain/alpine.yaml|no-compiler backend/Dockerfile.alpine.before",
                "analyst-backend/pipeline.yaml|apt-package-renamed backend/Dockerfile.documented,"
                        + " worker-health-check backend/Dockerfile",
            })
    void tellsWhatTheirTeamsFound(String file, String faults) {
        Reading reading = PipelineReader.read(PIPELINES.resolve(file), Map.of());
        assertThat(reading).isInstanceOf(Reading.Valid.class);
        String folder = PIPELINES.resolve(file).getParent() + "/";

        List<String> told = Preflight.of(((Reading.Valid) reading).pipeline()).stream()
                .map(finding -> finding.rule() + " " + finding.origin().file().replace(folder, ""))
                .distinct()
                .toList();

        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.asList(faults.strip().split(",\\s*", -1)));
    }
}
