package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.shell.Command;
import dev.slipway.preflight.shell.ShellReader;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A program of a package that {@code pip install --user} brings, as the container's command. */
final class UserProgram {
    /** Those that bring only themselves. */
    static final Set<String> TOOLS = Set.of("uv", "poetry", "pdm", "pipenv", "hatch", "pipx");

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

    private UserProgram() {}

    /** Tells of the last such installation of a script. */
    static void check(Kind kind, Subject subject, Script script, Consumer<Finding> findings) {
        script.steps().stream()
                .filter(UserProgram::installsForUser)
                .reduce((one, other) -> other)
                .ifPresent(since -> command(kind, subject, script, since, findings));
    }

    /** Whether programs of packages come this way; a tool alone brings only itself. */
    private static boolean installsForUser(Step step) {
        return forUser(step).anyMatch(call -> call.named().isEmpty() || !TOOLS.containsAll(call.names()));
    }

    private static Stream<PipCall> forUser(Step step) {
        return step.commands().stream()
                .flatMap(command -> PipCall.of(command).stream())
                .filter(PipCall::intoHome);
    }

    private static void command(Kind kind, Subject subject, Script script, Step since, Consumer<Finding> findings) {
        Optional<Script> target = subject.target();
        if (target.isEmpty()) {
            return;
        }
        boolean carried =
                target.get().equals(script) || target.get().steps().stream().anyMatch(UserProgram::carriesHome);
        if (!carried || target.get().env().getOrDefault("PATH", "").contains(".local/bin")) {
            return;
        }
        for (String keyword : List.of("CMD", "ENTRYPOINT")) {
            target.get()
                    .last(keyword)
                    .filter(step -> SCRIPTS.contains(first(step.instruction())))
                    .ifPresent(step -> findings.accept(kind.at(
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
