package dev.slipway.preflight.base;

import dev.slipway.preflight.Step;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Packages of the system that the commands of a Dockerfile install, each with the step that brings it first, so that
 * the steps are read once however often it is asked what was there at one of them. Immutable.
 */
public final class Installed {
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

    private final NavigableMap<String, Integer> bringers;
    private final int firstUnsure;
    private final int steps;

    private Installed(NavigableMap<String, Integer> bringers, int firstUnsure, int steps) {
        this.bringers = bringers;
        this.firstUnsure = firstUnsure;
        this.steps = steps;
    }

    public static Installed by(List<Step> steps) {
        NavigableMap<String, Integer> bringers = new TreeMap<>();
        int firstUnsure = steps.size();
        int at = 0;
        for (Step step : steps) {
            if (!take(step, at, bringers)) {
                firstUnsure = Math.min(firstUnsure, at);
            }
            at++;
        }
        return new Installed(bringers, firstUnsure, steps.size());
    }

    /** What was there when this many of the steps had been taken. */
    public Installed after(int taken) {
        return new Installed(bringers, firstUnsure, Math.min(taken, steps));
    }

    /** False where something is run, such as a script of the project, that may install more. */
    public boolean sure() {
        return firstUnsure >= steps;
    }

    /** Whether it is known all that the step brings. */
    private static boolean take(Step step, int at, Map<String, Integer> bringers) {
        boolean sure = true;
        for (Command command : step.commands()) {
            if (INSTALLERS.contains(command.program())) {
                sure &= take(command, at, bringers);
            } else if ((OTHERS.contains(command.program()) || isScript(command)) && !harmless(step)) {
                sure = false;
            }
        }
        return sure;
    }

    /** Whether all words are names. */
    private static boolean take(Command command, int at, Map<String, Integer> bringers) {
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
                bringers.putIfAbsent(word.replaceAll("[=<>~@/].*", "").replaceAll(":[a-z0-9]+$", ""), at);
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
            if (bringers.getOrDefault(name, steps) < steps) {
                return true;
            }
        }
        return false;
    }

    /** Whether a package of a name that begins like this is there. */
    public boolean hasLike(String start) {
        return bringers.subMap(start, start + Character.MAX_VALUE).values().stream()
                .anyMatch(bringer -> bringer < steps);
    }
}
