package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseCommandTest {
    private static final String CONFLICT = "{\"id\":\"%s\",\"category\":\"%s\",\"nature\":\"deterministic\","
            + "\"log\":\"#7 3.1 error: command 'gcc' failed: No such file or directory\","
            + "\"evidence\":\"error: command 'gcc' failed: No such file or directory\"}\n";

    private final TestShell shell = new TestShell();

    @TempDir
    private Path folder = Path.of("");

    private int slipway(String... arguments) {
        return shell.run(folder, arguments);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void a_known_failure_is_told_with_its_line_and_is_a_success() throws IOException {
        String log = file(
                "build.log",
                """
                #7 [3/4] RUN pip install numpy
                #7 3.1 error: command 'gcc' failed: No such file or directory
                #7 ERROR: process "/bin/sh -c pip install numpy" did not complete successfully: exit code: 1
                """);

        assertThat(slipway("diagnose", log)).as("%s", shell).isZero();

        assertThat(shell.out()).contains("missing-cxx-compiler", "deterministic", "command 'gcc' failed");
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void one_object_says_the_same_to_programs() throws IOException {
        String log = file("build.log", "E: Unable to locate package libfoo-dev\n");

        assertThat(slipway("diagnose", "--output", "json", log)).isZero();

        JsonNode verdict = new ObjectMapper().readTree(shell.out());
        assertThat(verdict.path("category").asText()).isEqualTo("apt-package-not-found");
        assertThat(verdict.path("nature").asText()).isEqualTo("deterministic");
        assertThat(shell.out()).contains("libfoo-dev");
    }

    @Test
    void a_failure_that_no_rule_knows_is_one() throws IOException {
        String log = file(
                "odd.log",
                """
                #9 [4/4] RUN ./frobnicate
                #9 0.2 frobnicate: fatal: the flux is inverted
                #9 ERROR: process "/bin/sh -c ./frobnicate" did not complete successfully: exit code: 3
                """);

        assertThat(slipway("diagnose", log)).isEqualTo(1);

        assertThat(shell.out()).contains("unknown", "the flux is inverted");
    }

    @Test
    void what_cannot_be_read_is_two_and_no_stack_trace() throws IOException {
        assertThat(slipway("diagnose", folder.resolve("nowhere.log").toString()))
                .isEqualTo(2);
        assertThat(shell.err())
                .contains("nowhere.log is not there")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(slipway("diagnose", folder.toString())).isEqualTo(2);
        assertThat(shell.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void an_empty_log_holds_no_failure() throws IOException {
        assertThat(slipway("diagnose", file("empty.log", ""))).isZero();
        assertThat(shell.out()).contains("The log is empty");
    }

    @Test
    void a_corpus_is_counted_and_held_against_the_floor() throws IOException {
        String corpus = file(
                "corpus.jsonl",
                CONFLICT.formatted("one", "missing-cxx-compiler") + CONFLICT.formatted("two", "npm-network"));

        assertThat(slipway("diagnose", "--corpus", corpus, "--at-least", "50")).isZero();
        assertThat(slipway("diagnose", "--corpus", corpus, "--at-least", "51")).isEqualTo(1);
        assertThat(shell.out()).contains("missing-cxx-compiler", "npm-network", "two");
    }

    @Test
    void a_line_of_the_corpus_that_is_none_is_told_by_its_place() throws IOException {
        String corpus = file("corpus.jsonl", CONFLICT.formatted("one", "missing-cxx-compiler") + "{not json\n");

        assertThat(slipway("diagnose", "--corpus", corpus)).isEqualTo(2);

        assertThat(shell.err()).contains("corpus.jsonl:2").doesNotContain("Exception");
    }

    @Test
    void a_group_that_is_never_closed_hides_nothing() throws IOException {
        String log = file(
                "github.log",
                """
                2024-05-01T10:00:00.0000000Z ##[group]Run docker build .
                2024-05-01T10:00:01.0000000Z #9 3.345 ERROR: No matching distribution found for foo==9
                2024-05-01T10:00:02.0000000Z ##[error]Process completed with exit code 1.
                """);

        assertThat(slipway("diagnose", log)).as("%s", shell).isZero();

        assertThat(shell.out()).contains("deterministic", "No matching distribution found for foo==9");
    }

    @Test
    void what_a_ci_marks_as_an_error_is_a_failure() throws IOException {
        String log = file(
                "github.log",
                """
                2024-05-01T10:00:00.0000000Z ##[group]Run make
                2024-05-01T10:00:00.0000000Z make
                2024-05-01T10:00:00.0000000Z ##[endgroup]
                2024-05-01T10:00:02.0000000Z ##[error]Process completed with exit code 1.
                """);

        assertThat(slipway("diagnose", log)).isEqualTo(1);

        assertThat(shell.out()).startsWith("unknown");
    }

    @Test
    void words_that_a_test_asserts_are_no_witnesses() throws IOException {
        String log = file(
                "pytest.log",
                """
                E AssertionError: assert 'No space left on device' in str(err)
                FAILED tests/test_net.py::test_dns - assert "Temporary failure resolving 'x'" == 'ok'
                """);

        assertThat(slipway("diagnose", log)).isEqualTo(1);

        assertThat(shell.out()).startsWith("unknown").contains("test_dns");
    }

    @Test
    void a_step_that_printed_nothing_is_told_so() throws IOException {
        String log = file(
                "silent.log",
                "#5 [2/2] RUN exit 3\n#5 ERROR: process \"/bin/sh -c exit 3\" did not complete successfully: exit code: 3\n");

        assertThat(slipway("diagnose", log)).isEqualTo(1);

        assertThat(shell.out()).contains("printed nothing", "exit code 3").doesNotContain("quoted lines");
    }

    @Test
    void bytes_that_are_no_text_are_refused() throws IOException {
        byte[] bytes = new byte[20_000];
        new Random(7).nextBytes(bytes);
        Path log = Files.write(folder.resolve("noise.log"), bytes);

        assertThat(slipway("diagnose", log.toString())).isEqualTo(2);

        assertThat(shell.err()).contains("this is no text");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void text_of_an_old_code_page_is_text() throws IOException {
        Path log = Files.write(
                folder.resolve("old.log"),
                "Ошибка: файл не найден\nE: Unable to locate package libfoo-dev\n".getBytes("windows-1251"));

        assertThat(slipway("diagnose", log.toString())).as("%s", shell).isZero();
    }

    @Test
    void a_corpus_without_cases_or_in_another_writing_is_refused() throws IOException {
        assertThat(slipway("diagnose", "--corpus", file("none.jsonl", "\n"))).isEqualTo(2);
        assertThat(shell.err()).contains("none.jsonl: no cases");
        Path other = Files.write(folder.resolve("other.jsonl"), new byte[] {'{', (byte) 0xE9, '}'});
        assertThat(slipway("diagnose", "--corpus", other.toString())).isEqualTo(2);
        assertThat(shell.err()).contains("other.jsonl: it is not UTF-8");
    }

    @Test
    void a_label_that_no_rule_has_is_told_by_its_place_and_counts() throws IOException {
        String strange = CONFLICT.formatted("two", "npm-netwrok");
        String alternative =
                CONFLICT.formatted("three", "npm-network").replaceFirst("\\{", "{\"alt\": [\"dns-failures\"], ");
        String corpus = file("strange.jsonl", CONFLICT.formatted("one", "unknown") + strange + alternative);

        assertThat(slipway("diagnose", "--corpus", corpus)).isZero();
        assertThat(shell.out()).contains("3 cases");
        assertThat(shell.err())
                .contains(
                        "strange.jsonl:2: no rule knows the category 'npm-netwrok'",
                        "strange.jsonl:3: no rule knows the category 'dns-failures'");
    }

    @Test
    void labels_of_the_corpus_are_checked_without_words_of_a_library() throws IOException {
        String wrong = CONFLICT.formatted("two", "npm-network").replace("deterministic", "sudden");
        String corpus = file("bad.jsonl", CONFLICT.formatted("one", "npm-network") + wrong + "{\"id\":\n");

        assertThat(slipway("diagnose", "--corpus", corpus)).isEqualTo(2);

        assertThat(shell.err())
                .contains("bad.jsonl:2: the nature 'sudden'", "bad.jsonl:3: not JSON")
                .doesNotContain("Source");
    }

    @Test
    void options_that_contradict_each_other_are_refused() throws IOException {
        String corpus = file("corpus.jsonl", CONFLICT.formatted("one", "missing-cxx-compiler"));

        refused("--corpus", corpus, "--at-least", "101");
        refused("--corpus", corpus, "--at-least", "-1");
        refused("--at-least", "50", corpus);
        refused("--corpus", corpus, corpus);
    }

    private void refused(String... arguments) {
        String[] words =
                Stream.concat(Stream.of("diagnose"), Stream.of(arguments)).toArray(String[]::new);
        assertThat(slipway(words)).as("%s", shell).isEqualTo(2);
        assertThat(shell.err()).doesNotContain("Exception");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void a_log_that_may_not_be_read_is_told_as_that() throws IOException {
        Path log = Path.of(file("closed.log", "E: x\n"));
        assumeTrue(log.toFile().setReadable(false) && !Files.isReadable(log), "this user may read everything");

        assertThat(slipway("diagnose", log.toString())).isEqualTo(2);

        assertThat(shell.err()).contains("permission denied");
    }
}
