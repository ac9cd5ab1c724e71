package dev.slipway.preflight.rules.image;

import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Words;
import dev.slipway.preflight.shell.Command;
import dev.slipway.preflight.shell.ShellReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a HEALTHCHECK, CMD or ENTRYPOINT. */
final class HealthCommand {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1])(?::(\\d+))?");

    private HealthCommand() {}

    static List<Command> of(Instruction instruction) {
        String text = instruction.text();
        if (instruction.is("HEALTHCHECK")) {
            text = text.replaceFirst("(?i)^CMD\\s*", "");
        }
        Optional<List<String>> words = Words.json(text);
        if (words.isEmpty()) {
            return ShellReader.read(text);
        }
        Command command = new Command(Map.of(), words.get(), Command.Link.END, 0);
        return words.get().size() > 2 && words.get().get(1).matches("-[a-z]*c")
                ? ShellReader.read(words.get().get(2))
                : List.of(command);
    }

    /** The port of this machine that a command asks over HTTP: 80 where none is named. */
    static Optional<Integer> port(Instruction health) {
        boolean http = health.text().contains("http") || health.text().matches("(?s).*\\b(curl|wget)\\b.*");
        Matcher address = ADDRESS.matcher(health.text());
        if (!http || !address.find()) {
            return Optional.empty();
        }
        String port = address.group(1);
        return Optional.of(port == null || port.length() > 5 ? 80 : Integer.parseInt(port));
    }
}
