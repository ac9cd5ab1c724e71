package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file under {@code valid} is read to exactly this model and these warnings. */
class ValidGoldenTest {
    @TestFactory
    Stream<DynamicTest> eachFileIsReadToThisModel() {
        return Golden.pipelines("valid").stream()
                .map(file -> DynamicTest.dynamicTest(
                        String.valueOf(file.getFileName()),
                        () -> Golden.check(Golden.beside(file, ".txt"), printed(file))));
    }

    @Test
    void thereAreSeveralOfThem() {
        assertThat(Golden.pipelines("valid")).hasSizeGreaterThanOrEqualTo(10);
    }

    private static String printed(Path file) {
        return switch (Golden.read(file)) {
            case Reading.Invalid invalid -> throw new AssertionError("refused: " + invalid.problems());
            case Reading.Valid valid -> dump(valid, file);
        };
    }

    private static String dump(Reading.Valid valid, Path file) {
        String folder = file.getParent() + "/";
        List<String> warnings = valid.warnings().stream()
                .map(warning -> "warning: " + warning.toString().replace(folder, "") + "\n")
                .toList();
        return ModelDump.of(valid.pipeline(), valid.pipeline().folder()) + String.join("", warnings);
    }
}
