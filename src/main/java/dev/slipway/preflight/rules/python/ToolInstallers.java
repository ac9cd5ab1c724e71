package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.shell.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What brings a tool to where no shell looks for it, and from there to where one does. */
final class ToolInstallers {
    private static final Map<String, String> INSTALLERS = Map.of(
            "astral.sh/uv", "uv",
            "install.python-poetry.org", "poetry",
            "pdm-project.org/install", "pdm",
            "sh.rustup.rs", "cargo",
            "bun.sh/install", "bun",
            "get.pnpm.io/install", "pnpm");
    private static final Map<String, String> FOLDERS = Map.of(
            "uv",
            ".local/bin",
            "poetry",
            ".local/bin",
            "pdm",
            ".local/bin",
            "cargo",
            ".cargo/bin",
            "bun",
            ".bun/bin",
            "pnpm",
            ".local/share/pnpm");

    private ToolInstallers() {}

    /** Where a tool's installer puts it, below the home. */
    static String folder(String tool) {
        return FOLDERS.getOrDefault(tool, ".local/bin");
    }

    /** Installers' scripts that an ADD fetches: where they lie, and the tool that they bring. */
    static Map<String, String> fetched(Step step) {
        Instruction instruction = step.instruction();
        if (!instruction.is("ADD") || instruction.words().size() < 2) {
            return Map.of();
        }
        String to = instruction.words().getLast();
        Map<String, String> scripts = new HashMap<>();
        for (String source : instruction.sources()) {
            INSTALLERS.forEach((address, tool) -> {
                if (source.contains(address)) {
                    String name = to.endsWith("/") || to.equals(".") ? source.replaceFirst("^.*/", "") : "";
                    scripts.put(step.inImage(name.isEmpty() ? to : to + "/" + name), tool);
                }
            });
        }
        return scripts;
    }

    /** The tool that an installer's script brings, unless it is told to put it elsewhere. */
    static Optional<String> brought(Step step, Command command, Map<String, String> installers) {
        Set<String> env = step.env().keySet();
        if (command.runs("pipx", "install") && !env.contains("PIPX_BIN_DIR")) {
            return command.plain().stream()
                    .skip(1)
                    .map(name -> name.replaceAll("[=<>\\[].*", ""))
                    .findFirst();
        }
        if (toldElsewhere(step.instruction().text(), env)) {
            return Optional.empty();
        }
        for (String word : command.words()) {
            for (Map.Entry<String, String> installer : INSTALLERS.entrySet()) {
                if (word.contains(installer.getKey())) {
                    return Optional.of(installer.getValue());
                }
            }
            String script = installers.get(step.inImage(word));
            if (script != null && !command.program().equals("rm")) {
                return Optional.of(script);
            }
        }
        return Optional.empty();
    }

    private static boolean toldElsewhere(String text, Set<String> env) {
        return text.contains("INSTALL_DIR=")
                || text.contains("POETRY_HOME=")
                || text.contains("UV_UNMANAGED_INSTALL=")
                || text.contains("CARGO_HOME=")
                || env.contains("UV_INSTALL_DIR")
                || env.contains("POETRY_HOME")
                || env.contains("CARGO_HOME");
    }

    /** Tools that a step copies or links to where shells look. */
    static List<String> moved(Step step) {
        Instruction instruction = step.instruction();
        String text = instruction.text();
        boolean moves = instruction.is("COPY")
                || text.contains("ln -s")
                || text.contains("mv ")
                || text.contains("cp ")
                || text.contains("install ");
        if (!moves) {
            return List.of();
        }
        return FOLDERS.keySet().stream()
                .filter(tool -> text.contains("bin/" + tool) && (text.contains("/usr/") || text.contains(" /bin")))
                .filter(tool -> instruction.is("COPY")
                        || !text.contains("curl")
                        || text.contains("ln -s")
                        || text.contains("mv ")
                        || text.contains("cp "))
                .toList();
    }
}
