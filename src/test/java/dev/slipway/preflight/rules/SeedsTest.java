package dev.slipway.preflight.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Severity;
import dev.slipway.yaml.Given;
import dev.slipway.yaml.PipelineReader;
import dev.slipway.yaml.Reading;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Five projects of AI teams, before and after they found their faults by hand: each fault is told before, none of them
 * after.
 */
class SeedsTest {
    private static final Path SEEDS = Path.of("src/test/resources/preflight/seeds");
    private static final Map<String, String> VALUES = Map.of(
            "RUN",
            "1",
            "INDEX",
            "1",
            "BUILD_SECONDS",
            "1",
            "CHECK",
            "true",
            "RELEASE",
            "1",
            "RUN_NUMBER",
            "1",
            "SILENCE",
            "1",
            "BASE",
            "python:3.11-slim");

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // NumPy is compiled on Alpine without a C++ compiler, CRACO and npm, a folder of nginx, a tag of mongo.
                "numpy-on-alpine|no-compiler backend/Dockerfile, package-manager-mismatch frontend/Dockerfile,"
                        + " npm-peer-conflict frontend/package.json, folder-made-late frontend/Dockerfile,"
                        + " unknown-tag pipeline.yaml",
                // OpenCV for NumPy 1 beside NumPy 2, and OpenCV with windows.
                "opencv-and-numpy|numpy-unbounded ai-service/requirements.txt, opencv-gui ai-service/requirements.txt",
                // No build stage, all as root, the API's health check in every worker, layers in the wrong order.
                "api-and-workers|no-compiler backend/Dockerfile, root-user backend/Dockerfile,"
                        + " worker-health-check backend/Dockerfile, health-tool-missing backend/Dockerfile,"
                        + " copy-before-install backend/Dockerfile, pip-cache backend/Dockerfile,"
                        + " secret-in-image backend/Dockerfile, shell-form-command backend/Dockerfile",
                // uv off PATH, Python 3.13, no build dependencies, versions that exclude each other, no .dockerignore.
                "worker-on-313|tool-off-path worker/Dockerfile.worker, python-too-new worker/requirements.txt,"
                        + " no-compiler worker/Dockerfile.worker, requirements-conflict worker/requirements.txt,"
                        + " no-ignore-file worker/Dockerfile.worker, root-user worker/Dockerfile.worker",
                // A context of model files, dependency conflicts, a script that breaks the Dockerfile, yarn's lock
                // under npm.
                "models-in-the-image|context-weight pipeline.yaml, requirements-conflict backend/requirements.txt,"
                        + " dockerfile-syntax backend/Dockerfile, package-manager-mismatch frontend/Dockerfile,"
                        + " no-ignore-file backend/Dockerfile",
            })
    void findsWhatItsAuthorsFound(String seed, String faults, @TempDir Path folder) throws IOException {
        List<String> told =
                told(findings(copied(seed + "/before", folder.resolve("before"))), folder.resolve("before"));
        assertThat(told).containsAll(List.of(faults.strip().split(",\\s*", -1)));

        List<Finding> after = findings(copied(seed + "/after", folder.resolve("after")));
        assertThat(after).as("after the cure").isEmpty();
    }

    private static List<String> told(List<Finding> findings, Path folder) {
        return findings.stream()
                .map(finding -> finding.rule() + " " + finding.origin().file().replace(folder + "/", ""))
                .distinct()
                .toList();
    }

    /** The project as it lies on a disk where models have been downloaded. */
    private static Path copied(String project, Path to) throws IOException {
        Path from = SEEDS.resolve(project);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        if (project.startsWith("models-in-the-image")) {
            Path models = Files.createDirectories(to.resolve("backend/model_cache"));
            try (RandomAccessFile weights =
                    new RandomAccessFile(models.resolve("clip.bin").toFile(), "rw")) {
                weights.setLength(600_000_000);
            }
        }
        return to;
    }

    private static List<Finding> findings(Path folder) {
        return findingsOf(folder.resolve("pipeline.yaml").toAbsolutePath());
    }

    private static List<Finding> findingsOf(Path pipeline) {
        return switch (PipelineReader.examine(pipeline, Given.of(VALUES))) {
            case Reading.Valid valid -> Preflight.of(valid.pipeline());
            case Reading.Invalid invalid ->
                throw new AssertionError(invalid.problems().toString());
        };
    }

    @Test
    void theBundledPipelineIsLeftInPeace() {
        assertThat(findingsOf(Path.of("pipelines/ai-stack/pipeline.yaml").toAbsolutePath()))
                .isEmpty();
    }

    @Test
    void scenariosAreToldOnlyWhatTheyAreMadeToFailBy() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
            List<String> told = files.filter(folder -> Files.isRegularFile(folder.resolve("pipeline.yaml")))
                    .sorted()
                    .flatMap(
                            folder -> findingsOf(folder.resolve("pipeline.yaml").toAbsolutePath()).stream()
                                    .filter(finding -> finding.severity() != Severity.NOTE)
                                    .map(finding -> folder.getFileName() + ": " + finding.rule()))
                    .toList();
            assertThat(told)
                    .containsAll(Arrays.asList(
                            "gui-opencv: opencv-gui", "no-compiler: no-compiler", "old-wheel: numpy-unbounded"));
            assertThat(told)
                    .filteredOn(line -> !MEANT.contains(line))
                    .as("findings in scenarios that are not about them")
                    .isEmpty();
        }
    }

    /** What each scenario is there to show. */
    private static final List<String> MEANT = List.of(
            "gui-opencv: opencv-gui",
            "missing-dockerfile: dockerfile-missing",
            "no-compiler: no-compiler",
            "old-wheel: numpy-unbounded");
}
