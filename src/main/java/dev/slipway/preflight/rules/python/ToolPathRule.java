package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.shell.Command;
import dev.slipway.preflight.shell.ShellReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Is a tool called by its name that was installed into a folder where no shell looks? */
public final class ToolPathRule implements Rule {
    private static final Kind KIND = new Kind(
            "tool-off-path",
            Severity.ERROR,
            "a tool is installed outside PATH and called by its bare name",
            "The installers of uv and Poetry, pipx and 'pip install --user' put commands into ~/.local/bin, which is not on"
                    + " PATH in any base image; what an installer adds to a shell's start-up file no RUN reads. Every RUN has a"
                    + " shell of its own, so PATH must be set by ENV. It is a warning where the tool is only the container's"
                    + " command.");
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
    private static final Set<String> TOOLS = Set.of("uv", "poetry", "pdm", "pipenv", "hatch", "pipx");
    private static final Set<String> SCRIPTS = Set.of(
            "uvicorn",
            "gunicorn",
            "celery",
            "arq",
            "flower",
            "alembic",
            "fastapi",
            "hypercorn",
            "streamlit",
            "rq",
            "flask",
            "django-admin",
            "pytest",
            "poetry",
            "uv");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            Base base = Base.parse(script.base());
            if (base.wellKnown()) {
                check(subject, script, findings);
            }
        }
    }

    private record Away(String folder, Step since) {}

    private static void check(Subject subject, Script script, Consumer<Finding> findings) {
        Map<String, Away> away = new HashMap<>();
        Map<String, String> installers = new HashMap<>();
        Step userStep = null;
        for (Step step : script.steps()) {
            installers.putAll(fetched(step));
            boolean own = step.stage().number() == script.stage().number();
            boolean opens = opensPath(step);
            List<String> moved = moved(step);
            for (Command command : step.commands()) {
                Away tool = away.get(command.programPath());
                if (tool != null && own && !opens && !onPath(step, tool, command)) {
                    findings.accept(KIND.at(
                            subject.at(step.instruction(), command),
                            "%s was installed into ~/%s (line %d), which is not on PATH."
                                    .formatted(
                                            command.programPath(),
                                            tool.folder(),
                                            tool.since().instruction().line()),
                            "Maybe add 'ENV PATH=\"/root/%s:$PATH\"' after that line.".formatted(tool.folder())));
                    away.remove(command.programPath());
                }
                brought(step, command, installers)
                        .filter(name -> !moved.contains(name))
                        .ifPresent(name -> away.put(name, new Away(FOLDERS.getOrDefault(name, ".local/bin"), step)));
                toolsForUser(command).forEach(name -> away.put(name, new Away(".local/bin", step)));
            }
            moved.forEach(away::remove);
            if (installsForUser(step)) {
                userStep = step;
            }
        }
        if (userStep != null) {
            command(subject, script, userStep, findings);
        }
    }

    private static boolean onPath(Step step, Away tool, Command command) {
        String path =
                step.env().getOrDefault("PATH", "") + command.assignments().getOrDefault("PATH", "");
        return path.contains(tool.folder());
    }

    /** Whether the step itself says where the tools are: by PATH, or by the file that an installer leaves for it. */
    private static boolean opensPath(Step step) {
        String text = step.instruction().text();
        return text.contains("/bin/env")
                || text.contains("export PATH")
                || text.contains("activate")
                || step.commands().stream()
                        .anyMatch(command -> Set.of(".", "source").contains(command.programPath())
                                && command.arguments().stream().anyMatch(file -> file.endsWith("/env")));
    }

    /** Installers' scripts that an ADD fetches: where they lie, and the tool that they bring. */
    private static Map<String, String> fetched(Step step) {
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
    private static Optional<String> brought(Step step, Command command, Map<String, String> installers) {
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
    private static List<String> moved(Step step) {
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

    /** Whether programs of packages come this way; a tool alone brings only itself. */
    private static boolean installsForUser(Step step) {
        return forUser(step).anyMatch(call -> call.named().isEmpty() || !TOOLS.containsAll(names(call)));
    }

    /** Tools that {@code pip install --user} names. */
    private static List<String> toolsForUser(Command command) {
        return PipCall.of(command).stream()
                .filter(PipCall::intoHome)
                .flatMap(call -> names(call).stream())
                .filter(TOOLS::contains)
                .toList();
    }

    private static Stream<PipCall> forUser(Step step) {
        return step.commands().stream()
                .flatMap(command -> PipCall.of(command).stream())
                .filter(PipCall::intoHome);
    }

    private static List<String> names(PipCall call) {
        return call.named().stream()
                .map(requirement -> requirement.replaceAll("[=<>!~\\[ ].*", ""))
                .toList();
    }

    /** A program of a package installed with --user, as the container's command. */
    private static void command(Subject subject, Script script, Step since, Consumer<Finding> findings) {
        Optional<Script> target = subject.target();
        if (target.isEmpty()) {
            return;
        }
        boolean carried =
                target.get().equals(script) || target.get().steps().stream().anyMatch(ToolPathRule::carriesHome);
        if (!carried || target.get().env().getOrDefault("PATH", "").contains(".local/bin")) {
            return;
        }
        for (String keyword : List.of("CMD", "ENTRYPOINT")) {
            target.get()
                    .last(keyword)
                    .filter(step -> SCRIPTS.contains(first(step.instruction())))
                    .ifPresent(step -> findings.accept(KIND.at(
                            Severity.WARNING,
                            subject.at(step.instruction()),
                            "%s was installed with --user (line %d), and ~/.local/bin is not on PATH."
                                    .formatted(
                                            first(step.instruction()),
                                            since.instruction().line()),
                            "Maybe add an ENV PATH with that folder, or install without --user into /opt/venv.")));
        }
    }

    /** A COPY of ~/.local to another home. Laid over /usr or /usr/local its commands are where shells look. */
    private static boolean carriesHome(Step step) {
        Instruction instruction = step.instruction();
        String text = instruction.text().strip();
        return instruction.is("COPY")
                && text.contains(".local")
                && !text.matches("(?s).*\\.local/?\\s+/usr(/local)?/?");
    }

    private static String first(Instruction instruction) {
        if (instruction.json()) {
            return instruction.words().isEmpty() ? "" : instruction.words().getFirst();
        }
        List<Command> commands = ShellReader.read(instruction.text());
        return commands.isEmpty() ? "" : commands.getFirst().programPath();
    }
}
