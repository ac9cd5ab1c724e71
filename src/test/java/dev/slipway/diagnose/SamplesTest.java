package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule has a log that it must explain and one that it must leave alone. */
class SamplesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/dev/slipway/diagnose/diagnoses.txt");

    private final Diagnostician diagnostician = new Diagnostician(RuleBook.bundled());

    static List<Sample> samples() {
        return Sample.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isJudgedAsItsFolderSays(Sample sample) {
        Diagnosis diagnosis = diagnostician.diagnose(sample.evidence());

        if (!sample.hit()) {
            assertThat(diagnosis.rule()).isNotEqualTo(sample.rule());
            return;
        }
        assertThat(diagnosis.rule()).isEqualTo(sample.rule());
        assertThat(diagnosis.quotes()).isNotEmpty();
        sample.word("nature").ifPresent(nature -> assertThat(diagnosis.nature()).isEqualTo(Nature.valueOf(nature)));
        sample.word("pause").ifPresent(seconds -> assertThat(diagnosis.retryAfter())
                .contains(Duration.ofSeconds(Long.parseLong(seconds))));
    }

    @Test
    void everyRuleHasBoth() {
        Set<String> rules = RuleBook.bundled().rules().stream().map(Rule::id).collect(Collectors.toSet());

        assertThat(folders(true)).as("rules with a log to explain").isEqualTo(rules);
        assertThat(folders(false)).as("rules with a log to leave alone").isEqualTo(rules);
    }

    @Test
    void readsAsWritten() throws IOException {
        String told = samples().stream().filter(Sample::hit).map(this::told).collect(Collectors.joining("\n"));
        if ("write".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(GOLDEN, told);
        }

        assertThat(told).isEqualTo(Files.readString(GOLDEN));
    }

    private String told(Sample sample) {
        Diagnosis diagnosis = diagnostician.diagnose(sample.evidence());
        StringBuilder text = new StringBuilder("%s: %s, %s%s%n"
                .formatted(
                        sample,
                        diagnosis.category(),
                        diagnosis.nature().name().toLowerCase(Locale.ROOT),
                        diagnosis
                                .retryAfter()
                                .map(pause -> ", wait " + pause.toSeconds() + "s")
                                .orElse("")));
        text.append("  ").append(diagnosis.explanation()).append('\n');
        diagnosis.quotes().forEach(quote -> text.append("  %4d| %s%n".formatted(quote.line(), quote.text())));
        diagnosis.remedies().forEach(remedy -> text.append("  ").append(remedy).append('\n'));
        return text.toString();
    }

    private static Set<String> folders(boolean hit) {
        return samples().stream()
                .filter(each -> each.hit() == hit)
                .map(Sample::rule)
                .collect(Collectors.toSet());
    }
}
