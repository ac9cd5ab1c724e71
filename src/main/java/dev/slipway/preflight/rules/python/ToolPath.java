package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How a tool comes to be found by its name: PATH is told where it lies, or it is laid where shells look. */
final class ToolPath {
    private static final Set<String> MOVERS = Set.of("cp", "mv", "ln", "install", "rsync");

    private ToolPath() {}

    /** All the text of a step, with its documents in line. */
    static String written(Step step) {
        return step.instruction().text()
                + step.instruction().heredocs().stream()
                        .map(document -> "\n" + document.body())
                        .collect(Collectors.joining());
    }

    /** Whether the step itself says where the tools are: by PATH, or by the file that an installer leaves for it. */
    static boolean opened(Step step) {
        String text = written(step);
        return text.contains("/bin/env")
                || text.contains("export PATH")
                || text.contains("activate")
                || step.commands().stream().anyMatch(ToolPath::opens);
    }

    private static boolean opens(Command command) {
        boolean assigns = command.words().isEmpty() && command.assignments().containsKey("PATH");
        boolean reads = Set.of(".", "source").contains(command.programPath())
                && command.arguments().stream().anyMatch(file -> file.endsWith("/env"));
        return assigns || reads;
    }

    /** Whether PATH has a folder when a command is looked for. */
    static boolean has(Step step, Command command, String folder) {
        String path =
                step.env().getOrDefault("PATH", "") + command.assignments().getOrDefault("PATH", "");
        return path.contains(folder)
                || command.words().stream().anyMatch(word -> word.startsWith("PATH=") && word.contains(folder));
    }

    /** Whether a COPY lays a tool, or a folder of tools, where shells look. */
    static boolean laid(Instruction copy, String tool) {
        return copy.is("COPY")
                && copy.words().size() > 1
                && lays(copy.sources(), copy.words().getLast(), tool);
    }

    /** Whether a command lays a tool, or all that lies beside it, where shells look. */
    static boolean laid(Command command, String tool) {
        List<String> plain = command.plain();
        return MOVERS.contains(command.program())
                && plain.size() > 1
                && (lays(plain.subList(0, plain.size() - 1), plain.getLast(), tool)
                        || lays(plain.subList(1, plain.size()), plain.getFirst(), tool));
    }

    private static boolean lays(List<String> sources, String to, String tool) {
        return to.contains("bin")
                && sources.stream()
                        .map(source -> source.replaceFirst("(?<=.)/\\.?$", ""))
                        .map(source -> source.substring(source.lastIndexOf('/') + 1))
                        .anyMatch(name -> name.equals(tool)
                                || name.equals("bin")
                                || name.contains("*")
                                || name.contains("$")
                                || (name.contains("{") && name.contains(tool)));
    }
}
