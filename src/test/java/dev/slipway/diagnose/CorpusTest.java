package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Judges a collection of labelled logs that other people's builds left behind. It lies beside the project, not in it;
 * {@code -Dslipway.corpus=FILE} names another one. What it measures is how far rules written from the definitions of
 * failures carry on texts nobody wrote them for.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of(System.getProperty("slipway.corpus", "../shared/failures/corpus.jsonl"));
    private static final String NONE = "none";
    private static final String UNKNOWN = "unknown";

    private record Case(String id, Set<String> right, String nature, Phase phase, List<String> log, String evidence) {}

    @Test
    void reachesItsFloors() throws IOException {
        assumeTrue(Files.isReadable(CORPUS), "no corpus at " + CORPUS.toAbsolutePath());
        Diagnostician diagnostician = new Diagnostician(RuleBook.bundled());
        int categories = 0;
        int natures = 0;
        int evidence = 0;
        int failures = 0;
        int falseAlarms = 0;
        int harmless = 0;
        List<String> misses = new ArrayList<>();
        TreeMap<String, int[]> perCategory = new TreeMap<>();
        List<Case> cases = read();
        for (Case each : cases) {
            Diagnosis diagnosis = diagnostician.diagnose(
                    new Evidence(each.phase(), "a log", null, Evidence.Ending.ITSELF, "", each.log(), null));
            boolean right = right(each, diagnosis);
            int[] tally = perCategory.computeIfAbsent(each.right().iterator().next(), name -> new int[2]);
            tally[0] += right ? 1 : 0;
            tally[1]++;
            categories += right ? 1 : 0;
            boolean quoted = quotes(each, diagnosis);
            if (each.nature().equals(NONE)) {
                harmless++;
                falseAlarms += right ? 0 : 1;
            } else {
                failures++;
                evidence += quoted ? 1 : 0;
                natures += diagnosis.nature().name().toLowerCase(Locale.ROOT).equals(each.nature()) ? 1 : 0;
            }
            if (!right || !quoted) {
                misses.add("%s %s%s -> %s by %s %s"
                        .formatted(
                                each.id(),
                                each.right(),
                                right ? " (quote)" : "",
                                diagnosis.category(),
                                diagnosis.rule(),
                                Boolean.getBoolean("slipway.corpus.verbose") ? diagnosis.quotes() : ""));
            }
        }
        System.out.printf(
                "corpus of %d: category %d, nature %d of %d, evidence quoted %d of %d, false alarms %d of %d%n",
                cases.size(), categories, natures, failures, evidence, failures, falseAlarms, harmless);
        perCategory.forEach((name, tally) -> System.out.println("  " + name + " " + tally[0] + "/" + tally[1]));
        misses.forEach(miss -> System.out.println("  " + miss));
        assertThat((double) categories / cases.size()).as("right categories").isGreaterThan(0.90);
        assertThat((double) natures / failures).as("right natures of failures").isGreaterThan(0.90);
        assertThat((double) evidence / failures)
                .as("failures whose telling line is quoted")
                .isGreaterThan(0.85);
        assertThat((double) falseAlarms / harmless)
                .as("harmless logs that were accused")
                .isLessThan(0.20);
    }

    private static boolean right(Case each, Diagnosis diagnosis) {
        boolean silent = diagnosis.rule().equals(Diagnostician.NO_RULE);
        return each.right().contains(diagnosis.category())
                || (silent && (each.right().contains(NONE) || each.right().contains(UNKNOWN)));
    }

    /** White space aside, for a console's line breaks are not part of what was said. */
    private static boolean quotes(Case each, Diagnosis diagnosis) {
        String wanted = each.evidence().replaceAll("\\s+", "");
        return each.nature().equals(NONE)
                || diagnosis.quotes().stream().anyMatch(quote -> {
                    String original = quote.line() == 0
                            ? ""
                            : each.log().get(quote.line() - 1).replaceAll("\\s+", "");
                    String text = quote.text().replaceAll("\\s+", "");
                    return original.contains(wanted)
                            || text.contains(wanted)
                            || (!original.isBlank() && wanted.contains(original) && original.length() > 20);
                });
    }

    private static List<Case> read() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Case> cases = new ArrayList<>();
        for (String line : Files.readAllLines(CORPUS)) {
            JsonNode node = json.readTree(line);
            List<String> right = new ArrayList<>(List.of(node.path("category").asText()));
            node.path("alt").forEach(alternative -> right.add(alternative.asText()));
            cases.add(new Case(
                    node.path("id").asText(),
                    new LinkedHashSet<>(right),
                    node.path("nature").asText(),
                    phase(node.path("phase").asText()),
                    node.path("log").asText().lines().toList(),
                    node.path("evidence").asText()));
        }
        return cases;
    }

    private static Phase phase(String name) {
        return switch (name) {
            case "start", "smoke" -> Phase.CHECK;
            default -> Phase.BUILD;
        };
    }
}
