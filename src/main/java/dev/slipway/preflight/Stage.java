package dev.slipway.preflight;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a Dockerfile. {@code base} is as written, variables unresolved; {@code alias} is in small letters, as
 * stages are found without regard to case. {@code instructions} do not include FROM.
 */
public record Stage(int number, String base, @Nullable String alias, Instruction from, List<Instruction> instructions) {
    public Stage {
        instructions = List.copyOf(instructions);
    }

    public Optional<String> name() {
        return Optional.ofNullable(alias);
    }

    /** How to speak of it: its name, else its number. */
    public String label() {
        return alias == null ? Integer.toString(number) : alias;
    }
}
