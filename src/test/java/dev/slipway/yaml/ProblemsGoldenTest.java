package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every file under {@code problems} is refused, in exactly these words. */
class ProblemsGoldenTest {
    @TestFactory
    Stream<DynamicTest> eachFileIsRefusedInTheseWords() {
        return Golden.pipelines("problems").stream()
                .map(file -> DynamicTest.dynamicTest(
                        String.valueOf(file.getFileName()),
                        () -> Golden.check(Golden.beside(file, ".txt"), printed(file))));
    }

    @Test
    void thereAreManyOfThem() {
        assertThat(Golden.pipelines("problems")).hasSizeGreaterThanOrEqualTo(60);
    }

    private static String printed(Path file) {
        assertThat(Golden.read(file)).isInstanceOf(Reading.Invalid.class);
        String folder = file.getParent() + "/";
        return ((Reading.Invalid) Golden.read(file))
                .problems().stream()
                        .map(problem -> problem.toString().replace(folder, "") + "\n")
                        .collect(Collectors.joining());
    }
}
