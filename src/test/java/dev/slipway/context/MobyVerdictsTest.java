package dev.slipway.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases by which moby holds its own matcher to account. */
class MobyVerdictsTest {
    record Case(String verdict, String path, List<String> lines) {
        @Override
        public String toString() {
            return verdict + " " + path + " by " + lines;
        }
    }

    static Stream<Case> cases() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(MobyVerdictsTest.class.getResourceAsStream("moby-verdicts.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t", -1)))
                    .map(fields -> new Case(fields.get(0), fields.get(1), fields.subList(2, fields.size())));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theVerdictIsThatOfTheReference(Case one) {
        IgnoreRules rules = IgnoreRules.parse(String.join("\n", one.lines()), ".dockerignore");

        assertThat(rules.problems().isEmpty()).isEqualTo(!one.verdict().equals("wrong"));
        if (!one.verdict().equals("wrong")) {
            assertThat(rules.ignores(one.path())).isEqualTo(one.verdict().equals("hidden"));
        }
    }

    @Test
    void theFileHoldsAllOfThem() throws IOException {
        assertThat(cases()).hasSizeGreaterThan(125);
    }

    /** The reading of a file, by the one case that moby has of it. */
    @Test
    void aFileIsReadAsTheReferenceReadsIt() {
        IgnoreRules rules = IgnoreRules.parse(
                String.join(
                        "\n",
                        Arrays.asList(
                                "test1",
                                "/test2",
                                "/a/file/here",
                                "",
                                "lastfile",
                                "# this is a comment",
                                "! /inverted/abs/path",
                                "!",
                                "! ")),
                "f");

        for (String hidden : List.of("test1", "test2", "a/file/here", "lastfile")) {
            assertThat(rules.ignores(hidden)).as(hidden).isTrue();
        }
        assertThat(rules.texts()).hasSize(5);
        assertThat(rules.problems())
                .extracting(problem -> problem.origin().toString())
                .containsExactly("f:8:1", "f:9:1");
        assertThat(IgnoreRules.parse("inverted\n! /inverted/abs/path", "f").ignores("inverted/abs/path"))
                .isFalse();
    }
}
