package dev.slipway.preflight.rules.image;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.ImageFiles;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Can the image's command be started and stopped? */
public final class CommandRule implements Rule {
    private static final Kind SHELL = new Kind(
            "shell-form-command",
            Severity.NOTE,
            "the program runs below a shell that passes no signals on",
            "CMD and ENTRYPOINT without brackets start a shell, which keeps SIGTERM to itself: the container is killed after ten"
                    + " seconds of waiting. Write a JSON array, or begin with exec.");
    private static final Kind CRLF = new Kind(
            "script-line-ends",
            Severity.ERROR,
            "a script that the image starts has Windows line ends",
            "The kernel reads the first line with its carriage return as the name of the interpreter, and says 'no such file or"
                    + " directory'. Save the file with LF, and keep it so by '*.sh text eol=lf' in .gitattributes.");

    @Override
    public List<Kind> kinds() {
        return List.of(SHELL, CRLF);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Optional<Script> target = subject.target();
        if (target.isEmpty()) {
            return;
        }
        for (String keyword : List.of("ENTRYPOINT", "CMD")) {
            target.get().last(keyword).ifPresent(step -> {
                shell(subject, step.instruction(), findings);
                lineEnds(subject, target.get(), step, findings);
            });
        }
    }

    private static void shell(Subject subject, Instruction command, Consumer<Finding> findings) {
        String text = command.text().strip();
        boolean simple = !text.isEmpty() && !command.json();
        if (simple && !text.startsWith("exec ") && !text.contains(" exec ") && !text.contains("\nexec ")) {
            findings.accept(SHELL.at(
                    subject.at(command),
                    "%s starts a shell, and the shell the program.".formatted(command.keyword()),
                    "Maybe write it as a JSON array, or begin it with 'exec'."));
        }
    }

    private static void lineEnds(Subject subject, Script script, Step step, Consumer<Finding> findings) {
        Instruction command = step.instruction();
        String first = command.json()
                ? (command.words().isEmpty() ? "" : command.words().getFirst())
                : command.text().strip().split("\\s", 2)[0];
        boolean repaired = script.steps().stream()
                .anyMatch(one -> one.instruction().is("RUN")
                        && (one.instruction().text().contains("dos2unix")
                                || one.instruction().text().contains("\\r")));
        if (first.isEmpty() || first.contains("$") || repaired) {
            return;
        }
        for (String path : List.of(first, "/usr/local/bin/" + first)) {
            String source = new ImageFiles(subject).source(script, step, path).orElse("");
            String text = subject.text(source).orElse("");
            if (text.startsWith("#!")
                    && text.substring(0, text.indexOf('\n') + 1).endsWith("\r\n")) {
                findings.accept(CRLF.at(
                        subject.inFile(source, 1, 1),
                        "the script ends its first line with CR and LF, and %s starts it.".formatted(command.keyword()),
                        "Maybe save it with LF line ends."));
                return;
            }
        }
    }
}
