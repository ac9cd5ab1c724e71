package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.shell.Command;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What brings tools to where no shell looks for them: installers' scripts, fetched in one step and run there or later,
 * and pipx. Followed from step to step; for one thread.
 */
final class ToolInstallers {
    private static final Map<String, String> ADDRESSES = Map.of(
            "astral.sh/uv", "uv",
            "install.python-poetry.org", "poetry",
            "pdm-project.org/install", "pdm",
            "sh.rustup.rs", "cargo",
            "bun.sh/install", "bun",
            "get.pnpm.io/install", "pnpm");
    private static final Map<String, String> FOLDERS = Map.of(
            "cargo", ".cargo/bin",
            "bun", ".bun/bin",
            "pnpm", ".local/share/pnpm");

    /** Variables by which an installer is told to put its tool elsewhere. */
    private static final Set<String> TELLING = Set.of(
            "UV_INSTALL_DIR",
            "UV_UNMANAGED_INSTALL",
            "INSTALL_DIR",
            "XDG_BIN_HOME",
            "XDG_DATA_HOME",
            "POETRY_HOME",
            "PDM_HOME",
            "CARGO_HOME",
            "BUN_INSTALL",
            "PNPM_HOME",
            "PIPX_BIN_DIR");

    private static final Set<String> RUNNERS = Set.of("sh", "bash", "dash", "ash", "zsh", ".", "source");
    private static final Set<String> FETCHERS = Set.of("curl", "wget");

    /** Scripts by the path where they lie, and the tool that each brings. */
    private final Map<String, String> scripts = new HashMap<>();

    /** Where a tool's installer puts it, below the home. */
    static String folder(String tool) {
        return FOLDERS.getOrDefault(tool, ".local/bin");
    }

    /** The tools that have an installer's script. */
    static Collection<String> all() {
        return ADDRESSES.values();
    }

    /** Takes notice of a script that an ADD fetches. */
    void take(Step step) {
        Instruction instruction = step.instruction();
        if (instruction.is("ADD") && instruction.words().size() > 1) {
            String to = instruction.words().getLast();
            for (String source : instruction.sources()) {
                String file = to.endsWith("/") || to.equals(".") ? to + "/" + name(source) : to;
                tool(source).ifPresent(tool -> scripts.put(step.inImage(file), tool));
            }
        }
    }

    /** The tool that a command of a step brings, unless the step tells its installer to put it elsewhere. */
    Optional<String> brought(Step step, Command command) {
        Optional<String> tool = command.runs("pipx", "install")
                ? command.plain().stream()
                        .skip(command.has("--global") ? Integer.MAX_VALUE : 1)
                        .map(name -> name.replaceAll("[=<>\\[].*", ""))
                        .findFirst()
                : runs(step, command).or(() -> fetches(step, command));
        return tool.filter(name -> !toldElsewhere(step));
    }

    /** The tool of the script that a command runs, by its path or with a shell. */
    private Optional<String> runs(Step step, Command command) {
        List<String> plain = command.plain();
        String script = runsScripts(command) && !plain.isEmpty() ? plain.getFirst() : command.programPath();
        return Optional.ofNullable(scripts.get(step.inImage(script)));
    }

    /** The tool whose script a command fetches for a shell of the same step; a script kept as a file runs later. */
    private Optional<String> fetches(Step step, Command command) {
        boolean substituted = command.programPath().startsWith("$(");
        if (!substituted && !FETCHERS.contains(command.program())) {
            return Optional.empty();
        }
        boolean run = substituted || step.commands().stream().anyMatch(ToolInstallers::runsScripts);
        for (String word : command.words()) {
            String tool = tool(word).orElse("");
            Optional<String> file = substituted || tool.isEmpty() ? Optional.empty() : file(command, word);
            if (file.isPresent()) {
                scripts.put(step.inImage(file.get()), tool);
                return Optional.empty();
            }
            if (run && !tool.isEmpty()) {
                return Optional.of(tool);
            }
        }
        return Optional.empty();
    }

    private static boolean runsScripts(Command command) {
        return RUNNERS.contains(command.program()) || command.program().startsWith("python");
    }

    /** The file in which curl or wget puts what it fetches, if not on its output. */
    private static Optional<String> file(Command command, String address) {
        boolean curl = command.program().equals("curl");
        List<String> arguments = command.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            boolean named = option.matches(curl ? "-[a-zA-Z]*o|--output" : "-[a-zA-Z]*O|--output-document");
            if (named && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1)).filter(file -> !file.equals("-"));
            }
            if (option.startsWith("--output=") || option.startsWith("--output-document=")) {
                return Optional.of(option.substring(option.indexOf('=') + 1)).filter(file -> !file.equals("-"));
            }
            if (option.matches(curl ? "-[a-zA-Z]*O[a-zA-Z]*|--remote-name" : "-[a-zA-Z]*O-")) {
                return curl ? Optional.of(name(address)) : Optional.empty();
            }
        }
        return curl ? Optional.empty() : Optional.of(name(address));
    }

    private static Optional<String> tool(String address) {
        return ADDRESSES.entrySet().stream()
                .filter(known -> address.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean toldElsewhere(Step step) {
        String written = ToolPath.written(step);
        return TELLING.stream().anyMatch(name -> step.env().containsKey(name) || written.contains(name + "="));
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
