package dev.slipway.preflight.rules.shell;

import dev.slipway.knowledge.Distribution;
import dev.slipway.knowledge.Knowledge;
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

/** Will what apt-get installs be the same, and be there at all, on the day the layer is built again? */
public final class AptPackageRule implements Rule {
    private static final Kind UPGRADE = new Kind(
            "apt-upgrade",
            Severity.WARNING,
            "all packages of the base are upgraded",
            "'apt-get upgrade' gives another image on every day it is built, and doubles what it replaces. Pull a newer base"
                    + " instead.");
    private static final Kind GONE = new Kind(
            "apt-package-renamed",
            Severity.WARNING,
            "a package has another name in newer releases of the distribution",
            "A tag such as python:3.11-slim moves on to the next release of Debian, and packages are renamed or dropped there."
                    + " Take the new name, or name the release in the tag.");

    @Override
    public List<Kind> kinds() {
        return List.of(UPGRADE, GONE);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            for (Step step : script.own()) {
                for (Command command : step.commands()) {
                    if (Set.of("apt-get", "aptitude").contains(command.program())) {
                        check(subject, script, step, command, findings);
                    }
                }
            }
        }
    }

    private static void check(Subject subject, Script script, Step step, Command command, Consumer<Finding> findings) {
        List<String> plain = command.plain();
        if (plain.contains("upgrade") || plain.contains("dist-upgrade") || plain.contains("full-upgrade")) {
            findings.accept(UPGRADE.at(
                    subject.at(step.instruction(), command),
                    "'%s' gives another image on every day it is built.".formatted(command),
                    "Maybe leave it out, and pull a newer %s."
                            .formatted(script.base().isEmpty() ? "base" : script.base())));
        }
        Base base = Base.parse(script.base());
        boolean floating = Set.of("python", "node", "ruby", "golang", "rust").contains(base.repository())
                && !base.tag().matches(".*(bullseye|buster|bookworm|stretch).*");
        boolean newest = base.tag().contains("trixie")
                || (base.repository().equals("debian") && base.tag().matches("(13|latest|trixie).*"));
        if (!plain.contains("install") || !(floating || newest)) {
            return;
        }
        for (String word : plain) {
            Knowledge.renamings()
                    .of(Distribution.DEBIAN, word)
                    .filter(renaming -> renaming.note().contains("gone since Debian 13"))
                    .ifPresent(renaming -> findings.accept(GONE.at(
                            subject.at(step.instruction(), word),
                            "%s: %s, and %s is or will be one.".formatted(word, renaming.note(), script.base()),
                            "Maybe install %s, or start from %s-bookworm.".formatted(renaming.to(), script.base()))));
        }
    }
}
