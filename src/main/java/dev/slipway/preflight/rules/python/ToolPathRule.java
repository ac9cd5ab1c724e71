package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.shell.Command;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

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
        for (Step step : script.steps()) {
            installers.putAll(ToolInstallers.fetched(step));
            boolean own = step.stage().number() == script.stage().number();
            boolean opens = opensPath(step);
            List<String> moved = ToolInstallers.moved(step);
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
                ToolInstallers.brought(step, command, installers)
                        .filter(name -> !moved.contains(name))
                        .ifPresent(name -> away.put(name, new Away(ToolInstallers.folder(name), step)));
                toolsForUser(command).forEach(name -> away.put(name, new Away(".local/bin", step)));
            }
            moved.forEach(away::remove);
        }
        UserProgram.check(KIND, subject, script, findings);
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

    /** Tools that {@code pip install --user} names. */
    private static List<String> toolsForUser(Command command) {
        return PipCall.of(command).stream()
                .filter(PipCall::intoHome)
                .flatMap(call -> call.names().stream())
                .filter(UserProgram.TOOLS::contains)
                .toList();
    }
}
