package dev.slipway.preflight.base;

import dev.slipway.preflight.Step;
import dev.slipway.preflight.shell.Command;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Packages of the system that the commands of a Dockerfile install. {@code sure} is lost where something is run, such
 * as a script of the project, that may install more.
 */
public record Installed(Set<String> packages, boolean sure) {
    private static final Set<String> INSTALLERS =
            Set.of("apt-get", "apt-fast", "aptitude", "apk", "dnf", "microdnf", "yum", "apt");
    private static final Set<String> OTHERS = Set.of(
            "conda",
            "mamba",
            "micromamba",
            "xargs",
            "dpkg",
            "make",
            "ansible-playbook",
            "brew",
            "nix-env",
            "install_packages");

    /** Scripts from the net that bring one tool and nothing of the system. */
    private static final List<String> HARMLESS =
            List.of("astral.sh/uv", "install.python-poetry.org", "pdm-project.org/install");

    public Installed {
        packages = Set.copyOf(packages);
    }

    public static Installed by(List<Step> steps) {
        Set<String> packages = new HashSet<>();
        boolean sure = true;
        for (Step step : steps) {
            for (Command command : step.commands()) {
                if (INSTALLERS.contains(command.program())) {
                    sure &= take(command, packages);
                } else if ((OTHERS.contains(command.program()) || isScript(command)) && !harmless(step)) {
                    sure = false;
                }
            }
        }
        return new Installed(packages, sure);
    }

    /** Whether all words are names. */
    private static boolean take(Command command, Set<String> packages) {
        List<String> plain = command.plain();
        if (plain.isEmpty()) {
            return true;
        }
        String action = plain.getFirst();
        if (!Set.of("install", "add", "groupinstall", "build-dep", "upgrade").contains(action)) {
            return true;
        }
        boolean sure = !action.equals("groupinstall") && !action.equals("build-dep");
        String group =
                command.option("--virtual").or(() -> command.option("-t")).orElse("");
        for (String word : plain.subList(1, plain.size())) {
            if (word.contains("$") || word.contains("`")) {
                sure = false;
            } else if (!word.equals(group)) {
                packages.add(word.replaceAll("[=<>~@/].*", "").replaceAll(":[a-z0-9]+$", ""));
            }
        }
        return sure;
    }

    private static boolean harmless(Step step) {
        return HARMLESS.stream().anyMatch(step.instruction().text()::contains);
    }

    private static boolean isScript(Command command) {
        String path = command.programPath();
        boolean shell = Set.of("sh", "bash", "ash").contains(command.program());
        return path.startsWith("./") || path.endsWith(".sh") || shell || path.startsWith("$");
    }

    public boolean hasAny(String... names) {
        for (String name : names) {
            if (packages.contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a package of a name that begins like this is there. */
    public boolean hasLike(String start) {
        return packages.stream().anyMatch(name -> name.startsWith(start));
    }
}
