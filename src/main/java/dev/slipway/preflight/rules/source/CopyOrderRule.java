package dev.slipway.preflight.rules.source;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.SourceMatch;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does every change of the code install all packages again? */
public final class CopyOrderRule implements Rule {
    private static final Kind KIND = new Kind(
            "copy-before-install",
            Severity.WARNING,
            "the whole context is copied before the packages are installed",
            "A step is done again when anything before it has changed. Copy what lists the packages first, install, and copy the"
                    + " code after that: then a change of the code takes seconds.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            @Nullable Step all = null;
            for (Step step : script.own()) {
                if (all == null && copiesAll(step.instruction())) {
                    all = step;
                }
                Optional<Command> install =
                        step.commands().stream().filter(CopyOrderRule::installs).findFirst();
                if (install.isPresent() && all == null) {
                    break;
                }
                if (install.isPresent() && all != null) {
                    findings.accept(KIND.at(
                            subject.at(all.instruction()),
                            "everything is copied here, so each change of the code runs '%s' (line %d) again."
                                    .formatted(
                                            install.get().program(),
                                            step.instruction().line()),
                            "Maybe copy only %s before the install, and the rest after it."
                                    .formatted(lists(install.get()))));
                    break;
                }
            }
        }
    }

    private static boolean copiesAll(Instruction copy) {
        return (copy.is("COPY") || copy.is("ADD"))
                && copy.flag("from").isEmpty()
                && copy.sources().stream()
                        .anyMatch(source -> SourceMatch.clean(source).isEmpty() && !source.contains("$"));
    }

    private static boolean installs(Command command) {
        List<String> arguments = command.arguments();
        return switch (command.program()) {
            case "pip" -> arguments.contains("-r") || arguments.stream().anyMatch(one -> one.startsWith("-r"));
            case "uv" -> command.runs("uv", "sync") || (command.runs("uv", "pip") && arguments.contains("-r"));
            case "poetry" -> command.runs("poetry", "install");
            case "npm" ->
                command.runs("npm", "ci", "install", "i") && command.plain().size() == 1;
            case "yarn" -> command.plain().isEmpty() || command.runs("yarn", "install");
            case "pnpm" -> command.runs("pnpm", "install", "i");
            default -> false;
        };
    }

    private static String lists(Command install) {
        return switch (install.program()) {
            case "npm" -> "package.json and package-lock.json";
            case "yarn" -> "package.json and yarn.lock";
            case "pnpm" -> "package.json and pnpm-lock.yaml";
            case "poetry" -> "pyproject.toml and poetry.lock";
            case "uv" -> "pyproject.toml and uv.lock";
            default -> "the requirements file";
        };
    }
}
