package dev.slipway.preflight.rules.node;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.TextTable;
import dev.slipway.preflight.shell.Command;
import dev.slipway.preflight.shell.ShellReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Is the tool that a script of package.json calls installed by then? */
public final class ScriptToolRule implements Rule {
    private static final Kind MISSING = new Kind(
            "script-tool-missing",
            Severity.ERROR,
            "a script calls a tool that package.json does not ask for",
            "'npm run build' finds the tools of the packages that package.json asks for, and no others: on the author's machine"
                    + " the tool may be installed for all, in the image it is 'not found'.");
    private static final Kind OMITTED = new Kind(
            "dev-dependency-needed",
            Severity.ERROR,
            "a script needs a package that the install left out",
            "With --omit=dev, --production or NODE_ENV=production the packages for development are not installed, and build"
                    + " tools mostly are such packages. Install all of them in the build stage.");
    private static final Map<String, String> TOOLS = new HashMap<>();

    static {
        TextTable.read("node-tools.txt", 2).forEach(row -> TOOLS.put(row.get(0), row.get(1)));
    }

    @Override
    public List<Kind> kinds() {
        return List.of(MISSING, OMITTED);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        List<NodeCall> calls = NodeCall.in(subject);
        for (NodeCall call : calls) {
            Optional<String> text =
                    call.scriptName().map(name -> call.project().scripts().get(name));
            // Tools of a workspace may stand with the project above.
            boolean below = !call.folder().isEmpty() && subject.kept().has("package.json");
            if (text.isEmpty() || call.project().workspaces() || below) {
                continue;
            }
            for (Command command : ShellReader.read(text.get())) {
                String tool = command.program().equals("cross-env")
                                || command.program().equals("npx")
                        ? command.plain().stream()
                                .filter(word -> !word.contains("="))
                                .findFirst()
                                .orElse("")
                        : command.program();
                String owner = TOOLS.get(tool);
                if (owner != null && !command.program().equals("npx") && !elsewhere(calls, call, owner)) {
                    check(subject, calls, call, tool, owner, findings);
                }
            }
        }
    }

    /** Installed by name, in this build. */
    private static boolean elsewhere(List<NodeCall> calls, NodeCall call, String owner) {
        return calls.stream()
                .filter(other -> other.script().steps().stream().anyMatch(call.script()::contains))
                .anyMatch(other -> other.command().arguments().stream()
                        .anyMatch(word -> word.equals(owner) || word.startsWith(owner + "@")));
    }

    private static void check(
            Subject subject,
            List<NodeCall> calls,
            NodeCall call,
            String tool,
            String owner,
            Consumer<Finding> findings) {
        String name = call.scriptName().orElse("");
        if (call.project().wanted(owner).isEmpty()) {
            findings.accept(MISSING.at(
                    subject.inFile(call.folder() + "package.json", "\"" + name + "\""),
                    "the script '%s' calls %s, and package.json does not ask for %s.".formatted(name, tool, owner),
                    "Maybe add %s to devDependencies, and lock again.".formatted(owner)));
            return;
        }
        boolean development = !call.project().dependencies().containsKey(owner);
        Optional<NodeCall> install = calls.stream()
                .filter(NodeCall::installs)
                .filter(other -> call.script().contains(other.step()))
                .reduce((one, other) -> other);
        if (development && install.isPresent() && install.get().withoutDevelopment()) {
            findings.accept(OMITTED.at(
                    subject.at(call.step().instruction(), name),
                    "'%s' calls %s, which line %d leaves out as a package for development."
                            .formatted(
                                    name,
                                    tool,
                                    install.get().step().instruction().line()),
                    "Maybe install all packages here, and only what is needed later in the image itself."));
        }
    }
}
