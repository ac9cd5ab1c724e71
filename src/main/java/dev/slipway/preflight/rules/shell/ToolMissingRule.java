package dev.slipway.preflight.rules.shell;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.base.Installed;
import dev.slipway.preflight.shell.Command;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Is a tool called that neither the base brings nor a step before has installed? */
public final class ToolMissingRule implements Rule {
    private static final Kind KIND = new Kind(
            "tool-missing",
            Severity.ERROR,
            "a step calls a tool that the image does not have",
            "Slim, Alpine and bare images bring next to nothing: no curl, no git, mostly no wget. The step ends with"
                    + " 'not found' and exit code 127; pip says that it cannot find the command 'git'. Install the tool in"
                    + " the same step or before it.");

    /** Those that hardly any package brings along unasked. */
    private static final Set<String> TOOLS = Set.of("curl", "wget", "git", "jq");

    /** Beginnings of names of the ones that do: they depend on it, or recommend it. */
    private static final Map<String, List<String>> BRINGERS = Map.of(
            "git", List.of("alpine-sdk", "devscripts", "autopoint"),
            "curl", List.of("devscripts"),
            "wget", List.of("oracle-java", "devscripts", "ssh-import-id"));

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            Base base = Base.parse(script.base());
            if (base.wellKnown()) {
                Installed all = Installed.by(script.steps());
                Map<String, Integer> bringers = bringers(script);
                for (Step step : script.own()) {
                    int taken = script.position(step) + 1;
                    Set<String> brought = new HashSet<>(bringers.keySet());
                    brought.removeIf(tool -> bringers.getOrDefault(tool, taken) >= taken);
                    check(subject, script, step, new There(base, all.after(taken), brought), findings);
                }
            }
        }
    }

    /** What the image has when a step is taken; {@code brought} are the tools that no package brings. */
    private record There(Base base, Installed installed, Set<String> brought) {
        boolean lacks(String tool) {
            return !base.has(tool).orElse(true)
                    && installed.sure()
                    && !installed.hasLike(tool)
                    && BRINGERS.getOrDefault(tool, List.of()).stream().noneMatch(installed::hasLike)
                    && !(tool.equals("wget") && ubuntusShell())
                    && !brought.contains(tool);
        }

        /** Ubuntu's openssh-server recommends what fetches keys with wget; Debian's does not. */
        private boolean ubuntusShell() {
            return base.repository().equals("ubuntu") && installed.hasLike("openssh-server");
        }
    }

    private static void check(Subject subject, Script script, Step step, There there, Consumer<Finding> findings) {
        boolean asked = false;
        for (Command command : step.commands()) {
            String tool = wanted(command).orElse("");
            asked |= asks(command);
            boolean lacking = !tool.isEmpty() && !asked && command.next() != Command.Link.OR && there.lacks(tool);
            if (lacking) {
                findings.accept(KIND.at(
                        subject.at(step.instruction(), tool),
                        "%s has no %s, and nothing installs it before '%s'."
                                .formatted(script.base(), tool, command.programPath()),
                        "Maybe add '%s'."
                                .formatted(
                                        there.base().alpine()
                                                ? "apk add --no-cache " + tool
                                                : "apt-get update && apt-get install -y --no-install-recommends "
                                                        + tool)));
                return;
            }
        }
    }

    /** {@code command -v curl} and the like: whoever asks knows that it may not be there. */
    private static boolean asks(Command command) {
        List<String> words = command.words();
        boolean question = words.contains("command") && (words.contains("-v") || words.contains("-V"));
        return question
                || command.program().equals("which")
                || command.program().equals("type");
    }

    /** The tool itself, or git behind a {@code git+https://} that pip is given. */
    private static Optional<String> wanted(Command command) {
        if (TOOLS.contains(command.programPath())) {
            return Optional.of(command.programPath());
        }
        boolean clones =
                command.program().equals("pip") && command.arguments().stream().anyMatch(word -> word.contains("git+"));
        return clones ? Optional.of("git") : Optional.empty();
    }

    /** The tools that steps bring otherwise than as packages, each with the place of the first such step. */
    private static Map<String, Integer> bringers(Script script) {
        Map<String, Integer> bringers = new HashMap<>();
        int at = 0;
        for (Step step : script.steps()) {
            for (String tool : TOOLS) {
                if (!bringers.containsKey(tool) && brings(step, tool)) {
                    bringers.put(tool, at);
                }
            }
            at++;
        }
        return bringers;
    }

    /** Copied, downloaded by another tool, or mounted: by its name. */
    private static boolean brings(Step step, String tool) {
        boolean copied = step.instruction().is("COPY") || step.instruction().is("ADD");
        return (copied && step.instruction().text().contains(tool))
                || step.instruction().mounts().stream()
                        .anyMatch(mount -> mount.target().orElse("").contains(tool));
    }
}
