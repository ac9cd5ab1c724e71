package dev.slipway.preflight.rules.shell;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Are apt's package lists there, fresh, and gone afterwards? */
public final class AptListRule implements Rule {
    private static final Kind NO_UPDATE = new Kind(
            "apt-no-update",
            Severity.ERROR,
            "apt-get install without a package list",
            "Base images bring no package lists. Without 'apt-get update' before it, install finds no package at all.");
    private static final Kind STALE = new Kind(
            "apt-update-alone",
            Severity.WARNING,
            "apt-get update stands in a step of its own",
            "The update's layer is kept while the install's changes: then the list is old, and asks the mirror for packages"
                    + " that it no longer has. Put both into one RUN.");
    private static final Kind LISTS = new Kind(
            "apt-lists-kept",
            Severity.NOTE,
            "package lists stay in the image",
            "The lists that 'apt-get update' fetches are some 20 MB, and of no use later. Remove them in the same RUN.");

    @Override
    public List<Kind> kinds() {
        return List.of(NO_UPDATE, STALE, LISTS);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Optional<Script> target = subject.target();
        for (Script script : subject.scripts()) {
            boolean updated = false;
            boolean apart = false;
            for (Step step : script.steps()) {
                boolean own = step.stage().number() == script.stage().number();
                boolean here = false;
                for (Command command : step.commands()) {
                    boolean apt = command.program().equals("apt-get")
                            || command.program().equals("aptitude");
                    if (mayUpdate(command)) {
                        updated = true;
                        here = true;
                    }
                    if (apt && command.plain().contains("install") && own && !local(command)) {
                        if (!updated && lists(script) && !LargeImages.have(script, command) && !mounted(step)) {
                            findings.accept(NO_UPDATE.at(
                                    subject.at(step.instruction(), command),
                                    "%s has no package lists, and nothing fetches them before this install."
                                            .formatted(script.base()),
                                    "Maybe begin with 'apt-get update &&'."));
                            updated = true;
                        } else if (!here && apart && !mounted(step)) {
                            findings.accept(STALE.at(
                                    subject.at(step.instruction(), command),
                                    "the package lists come from an earlier step, which may be much older than this one.",
                                    "Maybe join them: 'apt-get update && apt-get install …'."));
                        }
                    }
                }
                apart = apart || here;
                if (own && here && target.filter(image -> image.contains(step)).isPresent()) {
                    lists(subject, step, findings);
                }
            }
        }
    }

    /** Whether it is known that the base comes without package lists. */
    private static boolean lists(Script script) {
        Base base = Base.parse(script.base());
        return base.wellKnown() && !base.hasPackageLists();
    }

    private static boolean mayUpdate(Command command) {
        return (command.program().equals("apt-get") && command.plain().contains("update"))
                || Set.of("bash", "sh", "add-apt-repository", "install_packages")
                        .contains(command.program())
                || command.programPath().startsWith("./")
                || command.programPath().endsWith(".sh");
    }

    private static boolean local(Command command) {
        List<String> plain = command.plain();
        return plain.stream().skip(1).anyMatch(word -> word.endsWith(".deb") || word.startsWith("./"));
    }

    private static boolean mounted(Step step) {
        return step.instruction().mounts().stream()
                .anyMatch(mount -> mount.target().orElse("").contains("apt"));
    }

    private static void lists(Subject subject, Step step, Consumer<Finding> findings) {
        boolean installs = step.commands().stream()
                .anyMatch(command ->
                        command.program().equals("apt-get") && command.plain().contains("install"));
        boolean removed = step.instruction().text().contains("/var/lib/apt/lists")
                || step.instruction().heredocs().stream()
                        .anyMatch(document -> document.body().contains("/var/lib/apt/lists"));
        if (installs && !removed && !mounted(step)) {
            findings.accept(LISTS.at(
                    subject.at(step.instruction(), "apt"),
                    "the package lists stay in this layer.",
                    "Maybe end with '&& rm -rf /var/lib/apt/lists/*'."));
        }
    }
}
