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
import java.util.HashSet;
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
            "The installers of uv and Poetry, pipx and 'pip install --user' put commands into ~/.local/bin, which is"
                    + " not on PATH in any base image; what an installer adds to a shell's start-up file no RUN reads."
                    + " Every RUN has a shell of its own, so PATH must be set by ENV. It is a warning where the tool is"
                    + " only the container's command.");

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
        Set<String> laid = new HashSet<>();
        ToolInstallers installers = new ToolInstallers();
        for (Step step : script.steps()) {
            installers.take(step);
            ToolInstallers.all().stream()
                    .filter(tool -> ToolPath.laid(step.instruction(), tool))
                    .forEach(laid::add);
            boolean silent = step.stage().number() != script.stage().number() || ToolPath.opened(step);
            for (Command command : step.commands()) {
                ToolInstallers.all().stream()
                        .filter(tool -> ToolPath.laid(command, tool))
                        .forEach(laid::add);
                toolsFor(command, false).forEach(laid::add);
                away.keySet().removeIf(name -> laid.contains(name) || ToolPath.laid(command, name));
                Away tool = away.get(command.programPath());
                if (tool != null && !silent && !command.isModule() && !ToolPath.has(step, command, tool.folder())) {
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
                installers
                        .brought(step, command)
                        .filter(name -> !laid.contains(name))
                        .ifPresent(name -> away.put(name, new Away(ToolInstallers.folder(name), step)));
                toolsFor(command, true).stream()
                        .filter(name -> !laid.contains(name))
                        .forEach(name -> away.put(name, new Away(".local/bin", step)));
            }
        }
        UserProgram.check(KIND, subject, script, findings);
    }

    /** Tools that {@code pip install} names, with {@code --user} or without. */
    private static List<String> toolsFor(Command command, boolean user) {
        return PipCall.of(command).stream()
                .filter(call -> call.intoHome() == user)
                .flatMap(call -> call.names().stream())
                .filter(UserProgram.TOOLS::contains)
                .toList();
    }
}
