package dev.slipway.diagnose.corpus;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Phase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file of labelled logs, one JSON object a line: {@code id}, {@code category}, {@code nature}, {@code log} and {@code
 * evidence} must be there; {@code phase} (build, start or smoke) and {@code alt} may be; the rest is not read. {@code
 * problems} tells each line that is no case, as {@code FILE:LINE: what}; {@code doubts}, in the same form, each label that
 * is misspelt or new: its case counts, though nothing that is answered can fit that label.
 */
public record Corpus(List<LabelledCase> cases, List<String> problems, List<String> doubts) {
    private static final List<String> NEEDED = List.of("id", "category", "nature", "log");

    private static final Set<String> OUTSIDE = Set.of(LabelledCase.NONE, LabelledCase.UNKNOWN);

    /** Those of failures, and that of a log in which nothing failed. */
    private static final List<String> NATURES = Stream.concat(
                    Arrays.stream(Nature.values()).map(nature -> nature.name().toLowerCase(Locale.ROOT)),
                    Stream.of(LabelledCase.NONE))
            .toList();

    public Corpus {
        cases = List.copyOf(cases);
        problems = List.copyOf(problems);
        doubts = List.copyOf(doubts);
    }

    /** @param known the categories that can be answered at all */
    public static Corpus read(Path file, Set<String> known) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<LabelledCase> cases = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                String place = file + ":" + number + ": ";
                try {
                    JsonNode node = json.readTree(line);
                    Optional<String> wrong = wrong(node, ids);
                    if (wrong.isPresent()) {
                        problems.add(place + wrong.get());
                    } else {
                        cases.add(labelled(node));
                        labels(node)
                                .filter(label -> !known.contains(label) && !OUTSIDE.contains(label))
                                .forEach(label -> doubts.add(place + "no rule knows the category '" + label + "'"));
                    }
                } catch (JsonProcessingException notJson) {
                    JsonLocation where = notJson.getLocation();
                    problems.add(place + "not JSON"
                            + (where == null ? "" : ", as column " + where.getColumnNr() + " shows"));
                }
            }
        }
        return new Corpus(cases, problems, doubts);
    }

    private static Optional<String> wrong(JsonNode node, Set<String> ids) {
        if (!node.isObject()) {
            return Optional.of("not an object");
        }
        for (String key : NEEDED) {
            if (!node.path(key).isTextual() || node.path(key).asText().isBlank()) {
                return Optional.of("needs a text for '" + key + "'");
            }
        }
        String nature = node.path("nature").asText();
        if (!NATURES.contains(nature)) {
            return Optional.of("the nature '" + nature + "' is none of " + String.join(", ", NATURES));
        }
        String id = node.path("id").asText();
        return ids.add(id) ? Optional.empty() : Optional.of("the id '" + id + "' was there before");
    }

    private static Stream<String> labels(JsonNode node) {
        return Stream.concat(Stream.of(node.path("category")), node.path("alt").valueStream())
                .map(JsonNode::asText);
    }

    private static LabelledCase labelled(JsonNode node) {
        Set<String> alternatives = new HashSet<>();
        node.path("alt").forEach(alternative -> alternatives.add(alternative.asText()));
        return new LabelledCase(
                node.path("id").asText(),
                node.path("category").asText(),
                alternatives,
                node.path("nature").asText(),
                phase(node.path("phase").asText()),
                node.path("log").asText().lines().toList(),
                node.path("evidence").asText());
    }

    private static Phase phase(String name) {
        return switch (name) {
            case "start", "smoke" -> Phase.CHECK;
            default -> Phase.BUILD;
        };
    }
}
