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
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Is pip to write into a Python that belongs to the distribution (PEP 668)? */
public final class ExternallyManagedRule implements Rule {
    private static final Kind KIND = new Kind(
            "python-externally-managed",
            Severity.ERROR,
            "a distribution's own Python takes nothing from pip",
            "Since Debian 12 and Ubuntu 23.04 the system's Python belongs to apt, and pip ends with"
                    + " 'externally-managed-environment'. Make a virtual environment and call its pip, or start from a python"
                    + " image, whose Python is its own.");
    private static final Set<String> ELSEWHERE =
            Set.of("--break-system-packages", "--python", "--target", "-t", "--prefix", "--root");

    private static final Set<String> SYSTEM =
            Set.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "$PATH", "${PATH}");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            if (managed(Base.parse(script.base()))
                    && script.steps().stream().noneMatch(ExternallyManagedRule::unmarks)) {
                script.own().forEach(step -> check(subject, script, step, findings));
            }
        }
    }

    private static boolean managed(Base base) {
        return switch (base.repository()) {
            case "debian" -> base.tag().matches("(bookworm|trixie|forky|stable|testing|sid|latest|1[2-9])([.-].*)?");
            case "ubuntu" ->
                base.tag().matches("(2[4-9]\\.\\d\\d|23\\.\\d\\d|lunar|mantic|noble|oracular|plucky|latest)([.-].*)?");
            default -> false;
        };
    }

    private static boolean unmarks(Step step) {
        return step.instruction().text().contains("EXTERNALLY-MANAGED")
                || step.instruction().text().contains("break-system-packages");
    }

    /** Whether a folder of somebody else, such as a virtual environment or conda, comes before the system's. */
    private static boolean elsewhereFirst(String path) {
        String first = path.split(":", 2)[0];
        return !first.isEmpty() && !SYSTEM.contains(first);
    }

    private static void check(Subject subject, Script script, Step step, Consumer<Finding> findings) {
        boolean environment = step.env().containsKey("VIRTUAL_ENV")
                || step.env().containsKey("PIP_BREAK_SYSTEM_PACKAGES")
                || step.env().containsKey("PIP_TARGET")
                || elsewhereFirst(step.env().getOrDefault("PATH", ""))
                || step.instruction().text().contains("activate");
        for (Command command : step.commands()) {
            boolean system = command.program().equals("pip")
                    && !command.programPath().contains("/")
                    && !command.words().getFirst().contains("/");
            if (system
                    && !environment
                    && PipCall.of(command).isPresent()
                    && ELSEWHERE.stream().noneMatch(command::has)
                    && !command.assignments().containsKey("PIP_BREAK_SYSTEM_PACKAGES")) {
                findings.accept(
                        KIND.at(
                                subject.at(step.instruction(), command, "install"),
                                "the Python of %s belongs to the distribution, and pip does not install into it."
                                        .formatted(script.base()),
                                "Maybe 'python3 -m venv /opt/venv' first and '/opt/venv/bin/pip install …', or start from a python image."));
                return;
            }
        }
    }
}
