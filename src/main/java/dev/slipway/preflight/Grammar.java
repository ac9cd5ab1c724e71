package dev.slipway.preflight;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What BuildKit's parser takes and refuses, instruction by instruction. An answer is what is wrong, in words. RUN, CMD
 * and ENTRYPOINT may be empty, as they are there.
 */
final class Grammar {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Set<String> MAY_BE_EMPTY = Set.of("RUN", "CMD", "ENTRYPOINT");
    private static final Set<String> NO_TRIGGER = Set.of("ONBUILD", "FROM", "MAINTAINER");
    private static final Pattern DURATION =
            Pattern.compile("[-+]?(0|((\\d+(\\.\\d*)?|\\.\\d+)(ns|us|µs|μs|ms|s|m|h))+)");
    private static final int LONGEST_DURATION = 100;

    private Grammar() {}

    static Optional<String> fault(Instruction instruction) {
        String keyword = instruction.keyword();
        if (instruction.text().isEmpty() && !MAY_BE_EMPTY.contains(keyword)) {
            return Optional.of(keyword + " needs at least one argument.");
        }
        return switch (keyword) {
            case "ADD", "COPY" -> files(instruction);
            case "ENV", "LABEL" -> pairs(instruction);
            case "ARG" ->
                instruction.words().stream().anyMatch(word -> word.startsWith("="))
                        ? Optional.of("ARG has a value without a name.")
                        : Optional.empty();
            case "SHELL" ->
                instruction.json() && !instruction.words().isEmpty()
                        ? Optional.empty()
                        : Optional.of("SHELL needs its words as a JSON array, such as [\"/bin/bash\", \"-c\"].");
            case "VOLUME" ->
                instruction.words().stream().anyMatch(String::isBlank)
                                || instruction.words().isEmpty()
                        ? Optional.of("VOLUME has a blank path.")
                        : Optional.empty();
            case "ONBUILD" -> trigger(instruction);
            case "HEALTHCHECK" -> health(instruction);
            default -> Optional.empty();
        };
    }

    /** Valid JSON with anything but strings in it is refused, where broken JSON is taken for a shell command. */
    static boolean isWrongJson(String text) {
        if (!text.startsWith("[")) {
            return false;
        }
        try {
            JsonNode array = STRICT.readTree(text);
            for (JsonNode member : array) {
                if (!member.isTextual()) {
                    return true;
                }
            }
            return false;
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    private static Optional<String> files(Instruction instruction) {
        List<String> words = instruction.words();
        if (words.size() < 2) {
            return Optional.of(instruction.keyword() + " needs a source and a destination.");
        }
        return HeredocMarks.isMark(words.getLast())
                ? Optional.of(instruction.keyword() + " cannot have a document in line as its destination.")
                : Optional.empty();
    }

    private static Optional<String> pairs(Instruction instruction) {
        List<String> words = instruction.words();
        if (!words.getFirst().contains("=")) {
            return Words.atBlanks(instruction.text()).size() < 2
                    ? Optional.of(instruction.keyword() + " needs a name and a value.")
                    : Optional.empty();
        }
        for (String word : words) {
            if (!word.contains("=")) {
                return Optional.of("%s wants name=value, and '%s' has no '='."
                        .formatted(instruction.keyword(), DockerfileReader.shortened(word)));
            }
            if (word.startsWith("=")) {
                return Optional.of(instruction.keyword() + " has a value without a name.");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> trigger(Instruction instruction) {
        String first = Words.atBlanks(instruction.text()).getFirst().toUpperCase(Locale.ROOT);
        return NO_TRIGGER.contains(first)
                ? Optional.of("ONBUILD cannot trigger %s.".formatted(first))
                : Optional.empty();
    }

    private static Optional<String> health(Instruction instruction) {
        List<String> words = Words.atBlanks(instruction.text());
        String kind = words.getFirst().toUpperCase(Locale.ROOT);
        if (kind.equals("NONE")) {
            return words.size() == 1 ? Optional.empty() : Optional.of("HEALTHCHECK NONE takes no arguments.");
        }
        if (!kind.equals("CMD")) {
            return Optional.of("HEALTHCHECK knows CMD and NONE, not '%s'."
                    .formatted(DockerfileReader.shortened(words.getFirst())));
        }
        String command = instruction.text().substring(words.getFirst().length()).strip();
        if (isWrongJson(command)) {
            return Optional.of("HEALTHCHECK has a JSON array with something that is not a string.");
        }
        if (command.isEmpty() || Words.json(command).filter(List::isEmpty).isPresent()) {
            return Optional.of("HEALTHCHECK CMD has no command.");
        }
        return instruction.flags().stream()
                .map(Grammar::healthFlag)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> healthFlag(Instruction.Flag flag) {
        String value = flag.value();
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (flag.name().equals("retries")) {
            return value.matches("\\+?\\d{1,9}")
                    ? Optional.empty()
                    : Optional.of("HEALTHCHECK --retries is a number of at least 0, not '%s'."
                            .formatted(DockerfileReader.shortened(value)));
        }
        if (value.length() > LONGEST_DURATION || !DURATION.matcher(value).matches()) {
            return Optional.of("HEALTHCHECK --%s is a duration such as 30s, not '%s'."
                    .formatted(flag.name(), DockerfileReader.shortened(value)));
        }
        boolean tooShort = value.startsWith("-") || value.matches("\\d+(ns|us|µs|μs)");
        return tooShort && !value.matches("-?0+[a-zµμ]*")
                ? Optional.of("HEALTHCHECK --%s is at least 1ms, not '%s'.".formatted(flag.name(), value))
                : Optional.empty();
    }
}
