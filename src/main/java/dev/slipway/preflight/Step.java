package dev.slipway.preflight;

import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instruction with what is in force when it is its turn: the folder it works in, its user, and the variables that
 * are known. {@code commands} are those of a RUN, variables put in where they are known.
 */
public record Step(
        Stage stage,
        Instruction instruction,
        String folder,
        String user,
        Map<String, String> env,
        List<Command> commands) {
    public Step {
        env = Map.copyOf(env);
        commands = List.copyOf(commands);
    }

    /** Empty for root by name or number, or where nothing has been said. */
    public Optional<String> otherUser() {
        String name = user.contains(":") ? user.substring(0, user.indexOf(':')) : user;
        return name.isEmpty() || name.equals("root") || name.equals("0") ? Optional.empty() : Optional.of(name);
    }

    /** A path of the image as the instruction means it: absolute and clean. */
    public String inImage(String path) {
        return "/" + SourceMatch.clean(path.startsWith("/") ? path : folder + "/" + path);
    }
}
