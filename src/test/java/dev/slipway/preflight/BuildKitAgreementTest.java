package dev.slipway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What BuildKit's own parser takes, refuses and makes of it, each fact in a small file of ours. */
class BuildKitAgreementTest {
    private static final Path FACTS = Path.of("src/test/resources/dev/slipway/preflight/buildkit");

    private static final Map<String, String> VALUES =
            Map.of("HOME", "/h", "ONE", "xxyy", "NONE", "", "STARS", "a***yy*", "TREE", "/a/b/b.txt", "DIR", "/b");

    static Stream<Arguments> taken() throws IOException {
        return cases("taken.txt");
    }

    static Stream<Arguments> refused() throws IOException {
        return cases("refused.txt");
    }

    private static Stream<Arguments> cases(String file) throws IOException {
        String text = Files.readString(FACTS.resolve(file));
        return Stream.of(text.split("(?m)^=== ")).skip(1).map(one -> {
            List<String> lines = one.lines().toList();
            List<String> facts = lines.stream()
                    .filter(line -> line.startsWith("-> "))
                    .map(line -> line.substring(3))
                    .toList();
            List<String> given = lines.stream()
                    .skip(1)
                    .filter(line -> !line.startsWith("-> "))
                    .toList();
            return Arguments.of(lines.getFirst(), String.join("\n", given), facts);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void takes(String name, String text, List<String> facts) {
        Dockerfile file = Dockerfile.parse(text, "f");

        assertThat(file.problems()).as(name).isEmpty();
        List<Instruction> all = new ArrayList<>(file.globalArguments());
        file.stages().forEach(stage -> {
            all.add(stage.from());
            all.addAll(stage.instructions());
        });
        assertThat(all).extracting(BuildKitAgreementTest::shown).containsExactlyElementsOf(facts);
    }

    private static String shown(Instruction instruction) {
        StringBuilder shown = new StringBuilder(instruction.keyword());
        instruction.flags().forEach(flag -> shown.append(" (%s=%s)".formatted(flag.name(), flag.value())));
        boolean listed =
                List.of("FROM", "ARG", "COPY", "ADD", "EXPOSE", "VOLUME").contains(instruction.keyword());
        String words = String.join("|", instruction.words()).replaceAll("\\p{Cntrl}", "");
        if (instruction.json()) {
            shown.append(" [").append(words).append(']');
        } else if (listed) {
            shown.append(' ').append(words);
        } else {
            shown.append(" {").append(instruction.text()).append('}');
        }
        instruction
                .heredocs()
                .forEach(document -> shown.append(
                        " <%s:%s>".formatted(document.name(), document.body().replace('\n', '/'))));
        return shown.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String name, String text, List<String> facts) {
        assertThat(Dockerfile.parse(text, "f").problems())
                .as(name)
                .extracting(problem -> problem.origin().line() + ": " + problem.sentence())
                .containsExactlyElementsOf(facts);
    }

    @Test
    void refusesALineThatIsTooLong() {
        assertThat(Dockerfile.parse("FROM a\nLABEL x=" + "y".repeat(70_000), "f")
                        .problems())
                .extracting(SyntaxProblem::toString)
                .containsExactly("f:2:1: the line is longer than 65535 bytes.");
    }

    static Stream<String> expansions() throws IOException {
        return Files.readAllLines(FACTS.resolve("expansion.txt")).stream().skip(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("expansions")
    void expands(String fact) {
        int bar = fact.lastIndexOf('|');
        String value = fact.substring(bar + 1);
        Expansion.Result result = Expansion.of(fact.substring(0, bar), VALUES::get, '\\');

        if (value.startsWith("! ")) {
            assertThat(result.fault().orElse("")).contains(value.substring(2));
        } else {
            assertThat(result.fault()).isEmpty();
            assertThat(result.text()).isEqualTo(value);
        }
    }
}
