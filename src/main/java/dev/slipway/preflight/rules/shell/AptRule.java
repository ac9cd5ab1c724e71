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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Is apt-get used so that it works today and on the day the layer is built again? */
public final class AptRule implements Rule {
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
    private static final Kind UPGRADE = new Kind(
            "apt-upgrade",
            Severity.WARNING,
            "all packages of the base are upgraded",
            "'apt-get upgrade' gives another image on every day it is built, and doubles what it replaces. Pull a newer base"
                    + " instead.");
    private static final Kind LISTS = new Kind(
            "apt-lists-kept",
            Severity.NOTE,
            "package lists stay in the image",
            "The lists that 'apt-get update' fetches are some 20 MB, and of no use later. Remove them in the same RUN.");
    private static final Kind GONE = new Kind(
            "apt-package-renamed",
            Severity.WARNING,
            "a package has another name in newer releases of the distribution",
            "A tag such as python:3.11-slim moves on to the next release of Debian, and packages are renamed or dropped there."
                    + " Take the new name, or name the release in the tag.");

    /** What images that are neither slim nor Alpine have of what Dockerfiles install. */
    private static final Set<String> LARGE = Set.of(
            "autoconf",
            "automake",
            "bzip2",
            "ca-certificates",
            "curl",
            "default-libmysqlclient-dev",
            "file",
            "g++",
            "gcc",
            "git",
            "gnupg",
            "imagemagick",
            "libbz2-dev",
            "libc6-dev",
            "libcurl4-openssl-dev",
            "libffi-dev",
            "libfreetype6",
            "libfreetype6-dev",
            "libglib2.0-dev",
            "libjpeg-dev",
            "libjpeg62-turbo-dev",
            "libmagickwand-dev",
            "libncurses5-dev",
            "libpng-dev",
            "libpq-dev",
            "libreadline-dev",
            "libsqlite3-dev",
            "libssl-dev",
            "libtool",
            "libxml2-dev",
            "libxslt1-dev",
            "libxslt-dev",
            "libyaml-dev",
            "make",
            "mercurial",
            "openssh-client",
            "patch",
            "procps",
            "subversion",
            "unzip",
            "wget",
            "xz-utils",
            "zlib1g-dev");

    @Override
    public List<Kind> kinds() {
        return List.of(NO_UPDATE, STALE, UPGRADE, LISTS, GONE);
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
                    if (apt && own) {
                        apt(subject, script, step, command, findings);
                    }
                    if (apt && command.plain().contains("install") && own && !local(command)) {
                        if (!updated && lists(script) && !there(script, command) && !mounted(step)) {
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

    /** Whether all that is asked for is in the large images already: then apt has nothing to look up. */
    private static boolean there(Script script, Command command) {
        Base base = Base.parse(script.base());
        List<String> packages =
                command.plain().stream().filter(word -> !word.equals("install")).toList();
        return base.has("gcc").orElse(false) && LARGE.containsAll(packages);
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

    private static void apt(Subject subject, Script script, Step step, Command command, Consumer<Finding> findings) {
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
