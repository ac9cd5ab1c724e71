package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.ImageFiles;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.function.Consumer;

/** Is the requirements file there when pip asks for it? */
public final class RequirementsCopyRule implements Rule {
    private static final Kind KIND = new Kind(
            "requirements-not-copied",
            Severity.ERROR,
            "pip install -r names a file that is not in the image yet",
            "The context is not in the image until COPY brings it. Copy the requirements file, and those that it includes,"
                    + " before the RUN that installs from it.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            if (!Base.parse(script.base()).wellKnown()) {
                continue;
            }
            for (Step step : script.own()) {
                for (Command command : step.commands()) {
                    PipCall.of(command).ifPresent(call -> call.files().stream()
                            .filter(file -> !file.contains("$") && !file.contains("://") && !file.startsWith("/dev/"))
                            .filter(file -> isMissing(subject, script, step, file))
                            .forEach(file -> findings.accept(KIND.at(
                                    subject.at(step.instruction(), file),
                                    "pip reads '%s', which nothing has put at %s by then."
                                            .formatted(file, step.inImage(file)),
                                    "Maybe add 'COPY %s .' before this line.".formatted(file)))));
                }
            }
        }
    }

    /** Errs towards no: any earlier step that may have made the file, or names it, is taken to have done so. */
    private static boolean isMissing(Subject subject, Script script, Step step, String file) {
        if (new ImageFiles(subject).source(script, step, file).isPresent()) {
            return false;
        }
        String name = file.substring(file.lastIndexOf('/') + 1);
        if (!step.instruction().mounts().isEmpty()
                && step.instruction().mounts().stream()
                        .anyMatch(mount -> mount.type().equals("bind"))) {
            return false;
        }
        return script.before(step).stream().map(Step::instruction).noneMatch(earlier -> mayBring(earlier, name))
                && step.commands().stream()
                        .noneMatch(command -> command.program().equals("git")
                                || command.program().equals("cd")
                                || command.program().equals("curl")
                                || command.program().equals("wget")
                                || command.program().equals("poetry")
                                || command.program().equals("uv")
                                || command.program().equals("pip-compile")
                                || command.program().equals("echo")
                                || command.program().equals("pipenv"));
    }

    private static boolean mayBring(Instruction earlier, String name) {
        return switch (earlier.keyword()) {
            case "RUN" ->
                earlier.text().contains("git clone")
                        || earlier.text().contains(name)
                        || earlier.text().contains("tar ");
            case "COPY", "ADD" ->
                earlier.flag("from").isPresent()
                        || earlier.text().contains("$")
                        || earlier.text().contains(name)
                        || earlier.is("ADD");
            default -> false;
        };
    }
}
