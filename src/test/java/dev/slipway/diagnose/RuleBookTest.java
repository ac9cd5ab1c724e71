package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleBookTest {
    private static final String COMPLETE =
            "- {id: a, category: b, nature: transient, rank: echo, lines: x, explanation: E., links: 'https://a.example/'}";

    static List<Rule> rules() {
        return RuleBook.bundled().rules();
    }

    @Test
    void readsEveryFileThatIsThere() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(RuleBook.class.getResource("rules"), "rules")
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(RuleBook.ECOSYSTEMS);
        }
    }

    /** They are compiled when a log first wants them, which must not be the first time ever. */
    @Test
    void holdsOnlyExpressionsThatCompile() {
        Stream<Clue> ofRules = rules().stream()
                .map(Rule::marks)
                .flatMap(marks -> Stream.of(marks.any(), marks.requires(), marks.excludes(), marks.healedBy()))
                .flatMap(List::stream);

        assertThat(Stream.concat(ofRules, RuleBook.bundled().harmless().clues().stream()))
                .allSatisfy(clue -> assertThat(clue.pattern().pattern()).isEqualTo(AnyQuote.in(clue.toString())));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void saysNoMoreThanItCanFillIn(Rule rule) {
        Set<String> gaps = new TreeSet<>(Wording.needs(rule.advice().explanation()));
        rule.advice().remedies().forEach(remedy -> gaps.addAll(Wording.needs(remedy)));
        if (rule.marks().any().isEmpty()) {
            assertThat(rule.advice().known())
                    .as("what %s knows without a line", rule.id())
                    .containsAll(gaps);
        }
        for (Clue clue : rule.marks().any()) {
            Set<String> known = new TreeSet<>(rule.advice().known());
            clue.names().forEach(known::add);
            rule.marks().requires().forEach(required -> required.names().forEach(known::add));

            assertThat(known).as("captures of %s in %s", clue, rule.id()).containsAll(gaps);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void explainsItselfInTwoSentencesAndOffersARemedy(Rule rule) {
        assertThat(rule.advice().explanation().split("\\. (?=[A-Z])"))
                .as(rule.id())
                .hasSizeLessThanOrEqualTo(2);
        assertThat(rule.advice().explanation()).endsWith(".");
        assertThat(rule.advice().remedies()).as(rule.id()).isNotEmpty();
    }

    /** Where there are none, the rule's own text says why; see {@link #refusesARuleThatNamesNoSource}. */
    @ParameterizedTest
    @MethodSource("rules")
    void namesSourcesByWholeAddressesAndEachOnce(Rule rule) {
        assertThat(rule.advice().links()).as(rule.id()).doesNotHaveDuplicates().allSatisfy(link -> assertThat(
                        URI.create(link))
                .hasScheme("https")
                .satisfies(address -> assertThat(address.getHost()).contains(".")));
    }

    @Test
    void refusesARuleThatNamesNoSource() {
        String silent = COMPLETE.replace(", links: 'https://a.example/'", "");
        String excused = COMPLETE.replace("links: 'https://a.example/'", "no-links: It is Slipway's own.");

        assertThatThrownBy(() -> read(silent)).hasMessageContaining("'a'").hasMessageContaining("'no-links'");
        assertThatThrownBy(() -> read(silent.replace("}", ", no-links: ' '}"))).hasMessageContaining("'no-links'");
        assertThatThrownBy(() -> read(COMPLETE.replace("}", ", no-links: It is Slipway's own.}")))
                .hasMessageContaining("either links");
        assertThat(read(excused))
                .singleElement()
                .satisfies(rule -> assertThat(rule.advice().links()).isEmpty());
    }

    @Test
    void refusesAKeyItDoesNotKnow() {
        assertThatThrownBy(
                        () -> read("- {id: a, category: b, nature: transient, rank: echo, lnies: x, explanation: E.}"))
                .hasMessageContaining("test.yaml")
                .hasMessageContaining("'a'")
                .hasMessageContaining("lnies");
    }

    @Test
    void refusesARuleThatIsRecognisedByNothing() {
        assertThatThrownBy(() -> read("- {id: a, category: b, nature: transient, rank: echo, explanation: E.}"))
                .hasMessageContaining("recognised by nothing");
    }

    @Test
    void refusesAWordThatIsNoRank() {
        assertThatThrownBy(
                        () -> read("- {id: a, category: b, nature: transient, rank: top, lines: x, explanation: E.}"))
                .hasMessageContaining("'top'")
                .hasMessageContaining("Rank");
    }

    @Test
    void refusesTwoRulesOfOneName() {
        List<Rule> one = read(COMPLETE);

        assertThatThrownBy(() ->
                        RuleBook.of(Stream.concat(one.stream(), one.stream()).toList()))
                .hasMessageContaining("'a'");
    }

    private static List<Rule> read(String yaml) {
        InputStream text = new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
        return RuleReader.read("test.yaml", text);
    }
}
