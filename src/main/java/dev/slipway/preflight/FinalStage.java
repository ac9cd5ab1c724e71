package dev.slipway.preflight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last word of a target, and of the stages it is made from, on how its image is run. What is absent is whatever
 * the base image says.
 */
public record FinalStage(Stage stage, Map<String, Instruction> lastWords) {
    public FinalStage {
        lastWords = Map.copyOf(lastWords);
    }

    /** {@code ancestry} begins with the stage that starts from an image and ends with the target itself. */
    static FinalStage of(Stage target, List<Stage> ancestry) {
        Map<String, Instruction> last = new HashMap<>();
        for (Stage stage : ancestry) {
            boolean commanded = false;
            for (Instruction instruction : stage.instructions()) {
                commanded |= instruction.is("CMD");
                if (instruction.is("ENTRYPOINT") && !commanded) {
                    // A new entrypoint takes away the command that came with the base.
                    last.remove("CMD");
                }
                last.put(instruction.keyword(), instruction);
            }
        }
        return new FinalStage(target, last);
    }

    public Optional<Instruction> user() {
        return word("USER");
    }

    public Optional<Instruction> entrypoint() {
        return word("ENTRYPOINT");
    }

    public Optional<Instruction> command() {
        return word("CMD");
    }

    /** Absent too when it is switched off by {@code HEALTHCHECK NONE}. */
    public Optional<Instruction> healthcheck() {
        return word("HEALTHCHECK").filter(check -> !check.text().equalsIgnoreCase("NONE"));
    }

    private Optional<Instruction> word(String keyword) {
        return Optional.ofNullable(lastWords.get(keyword));
    }
}
