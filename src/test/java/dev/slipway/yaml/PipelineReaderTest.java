package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineReaderTest {
    private static final String SMALL = "slipway: 1\nname: demo\nimages: {a: {checks: [healthy]}}\n";

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void anAbsentFileIsAProblem() {
        assertThat(problems(folder.resolve("absent.yaml")))
                .containsExactly(folder + "/absent.yaml: there is no such file");
    }

    @Test
    void aFolderIsAProblem() {
        assertThat(problems(folder))
                .containsExactly(folder + ": is a folder where a pipeline file is wanted. Maybe '" + folder
                        + "/pipeline.yaml'?");
    }

    @Test
    void aDeviceIsNotReadForEver() {
        assertThat(problems(Path.of("/dev/zero")))
                .containsExactly("/dev/zero: is no regular file, and nothing else is read as a pipeline");
    }

    @Test
    void aFileBelowAFileIsAProblem() throws IOException {
        Path file = Files.writeString(folder.resolve("a.yaml"), SMALL);
        assertThat(problems(file.resolve("b.yaml"))).hasSize(1);
    }

    @Test
    void aHugeFileIsAProblem() throws IOException {
        Path file = Files.write(folder.resolve("huge.yaml"), new byte[(1 << 20) + 1]);
        assertThat(problems(file))
                .containsExactly(file + ": is larger than 1 MiB, the most that a pipeline file may have");
    }

    @Test
    void theLargestFileIsRead() throws IOException {
        String comment = "#".repeat((1 << 20) - SMALL.length());
        Path file = Files.writeString(folder.resolve("large.yaml"), SMALL + comment);
        assertThat(PipelineReader.read(file, Map.of())).isInstanceOf(Reading.Valid.class);
    }

    @Test
    void longKeysAndManyValuesStayWithinTheMemory() {
        String key = "k".repeat(500_000);
        String text = "? " + key + "\n: [" + "{a: 1},".repeat(9_000) + "]\n";
        assertThat(read(text)).isInstanceOf(Reading.Invalid.class);
    }

    @Test
    void problemsAreToldUpToALimit() {
        StringBuilder text = new StringBuilder(SMALL);
        for (int i = 0; i < 5_000; i++) {
            text.append("k").append(i).append(": 1\n");
        }
        assertThat(((Reading.Invalid) read(text.toString())).problems()).hasSize(200);
    }

    @Test
    void aFileBelowTheWorkingDirectoryIsNamedFromThere() {
        Path file = Golden.RESOURCES.resolve("problems/empty-file.yaml");
        assertThat(problems(file.toAbsolutePath()))
                .isEqualTo(problems(file))
                .allMatch(line -> line.startsWith("src/test/"));
    }

    @Test
    void theValueOfAVariableIsNeverRepeated() {
        assertThat(Golden.pipelines("problems"))
                .allSatisfy(file -> assertThat(Files.readString(Golden.beside(file, ".txt")))
                        .doesNotContain("hunter2"));
    }

    @Test
    void problemsPrintOnOneLine() {
        Problem problem = new Problem(dev.slipway.model.Origin.whole("a\nb"), "c\u001b[2J", "d\r", "e\u202e");
        assertThat(problem).hasToString("a\\u000ab: c\\u001b[2J: d\\u000d. e\\u202e");
        assertThat(problem.hint()).contains("e\\u202e");
    }

    private static Reading read(String text) {
        return PipelineReader.readBytes(text.getBytes(StandardCharsets.UTF_8), Path.of("a.yaml"), Map.of());
    }

    private static List<String> problems(Path file) {
        return ((Reading.Invalid) PipelineReader.read(file, Map.of()))
                .problems().stream().map(Problem::toString).toList();
    }
}
