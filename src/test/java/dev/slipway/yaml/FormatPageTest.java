package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The page of the format leaves no key out, and its examples are true. */
class FormatPageTest {
    private static final Path PAGE = Path.of("docs/pipeline-format.md");
    private static final String BEGIN = "<!-- written from the reader: begin -->\n";
    private static final String END = "<!-- written from the reader: end -->\n";

    @Test
    void theReferenceIsWrittenFromTheReader() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).isPositive();
        assertThat(end).isGreaterThan(begin);
        Golden.check(
                PAGE,
                page.substring(0, begin + BEGIN.length()) + "\n" + FormatPage.reference() + "\n" + page.substring(end));
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsAValidValue() {
        return keys().map(named -> DynamicTest.dynamicTest(named.name(), () -> {
            Problems problems = new Problems();
            Object value =
                    named.key().shape().read(Trees.cursor(Trees.tree(named.key().example()), problems));
            assertThat(problems.errors()).isEmpty();
            assertThat(value).isNotNull();
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyDefaultIsAValidValue() {
        return keys().filter(named -> named.key().fallback() != null)
                .map(named -> DynamicTest.dynamicTest(named.name(), () -> {
                    Problems problems = new Problems();
                    Object value = named.key()
                            .shape()
                            .read(Trees.cursor(
                                    Trees.tree(String.valueOf(named.key().fallback())), problems));
                    assertThat(problems.errors()).isEmpty();
                    assertThat(value).isNotNull();
                }));
    }

    @Test
    void theYamlOfThePageIsReadWithoutAProblem() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```yaml\nslipway: 1");
        assertThat(begin).isPositive();
        int end = page.indexOf("```", begin + 8);
        byte[] example = page.substring(begin + 8, end).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(PipelineReader.readBytes(example, Path.of("page.yaml"), Golden.ENVIRONMENT))
                .isInstanceOf(Reading.Valid.class);
    }

    private record Named(String name, Key<?> key) {}

    private static Stream<Named> keys() {
        return Declarations.all().values().stream()
                .flatMap(fields -> fields.keys().stream().map(key -> new Named(fields.name() + "." + key.name(), key)));
    }
}
