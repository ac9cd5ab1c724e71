package dev.slipway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the bytes, the reader answers with a value, and its answer is safe to print. */
class FuzzTest {
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ": ",
        "- ",
        "\n",
        "\t",
        "&a ",
        "*a",
        "!!str ",
        "\"",
        "'",
        "|\n",
        ">",
        "?",
        "---\n",
        "...\n",
        "${",
        "${X}",
        "${images.backend}",
        "$$",
        "\u0000",
        "\u001b[31m",
        "\uD83D\uDE00",
        "<<: *a",
        "~",
        "0",
        "-1",
        "9e999999999",
        "%YAML 1.1\n",
        "#",
        ",",
        "\\x00",
        "\\UFFFFFFFF",
        "\"\\ud800\"",
        "\r",
        "\u2028",
        "\uFEFF",
        "@",
        "`",
        "  "
    };

    @Property(tries = 1000)
    void randomBytes(@ForAll @Size(max = 300) byte[] bytes) {
        assertSafe(bytes);
    }

    @Property(tries = 500)
    void randomYamlLikeText(@ForAll @Size(max = 40) List<@IntRange(max = 41) Integer> pieces) {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(PIECES[piece % PIECES.length]));
        assertSafe(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1000)
    void mutationsOfValidFiles(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int mutations)
            throws IOException {
        Random random = new Random(seed);
        List<Path> files = Golden.pipelines("valid");
        StringBuilder text = new StringBuilder(Files.readString(files.get(random.nextInt(files.size()))));
        for (int i = 0; i < mutations; i++) {
            mutate(text, random);
        }
        assertSafe(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 400)
    void validFilesWithLinesSwappedAndLeftOut(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<Path> files = Golden.pipelines("valid");
        List<String> lines = new ArrayList<>(Files.readAllLines(files.get(random.nextInt(files.size()))));
        for (int i = 0; i < 3; i++) {
            String line = lines.remove(random.nextInt(lines.size()));
            if (random.nextBoolean()) {
                lines.add(random.nextInt(lines.size() + 1), line);
            }
        }
        assertSafe(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
            case 2 -> text.replace(at, end, PIECES[random.nextInt(PIECES.length)]);
            default -> text.insert(at, text.substring(at, end));
        }
    }

    private static void assertSafe(byte[] bytes) {
        Reading reading = PipelineReader.readBytes(bytes, Path.of("fuzz.yaml"), Golden.ENVIRONMENT);
        List<Problem> told =
                switch (reading) {
                    case Reading.Valid valid -> valid.warnings();
                    case Reading.Invalid invalid -> invalid.problems();
                };
        for (Problem problem : told) {
            assertThat(problem.toString()).doesNotContainPattern("\\p{Cntrl}").startsWith("fuzz.yaml:");
            assertThat(problem.origin().line()).isPositive();
            assertThat(problem.origin().column()).isPositive();
        }
    }
}
