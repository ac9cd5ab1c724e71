package dev.slipway.preflight.rules.node;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Do the lock files fit the package manager that is called? */
public final class ManagerRule implements Rule {
    private static final Kind TWO = new Kind(
            "two-lock-files",
            Severity.WARNING,
            "two package managers' lock files lie side by side",
            "npm, yarn and pnpm each keep a lock file of their own, and read no other's. With two of them, nobody can say which"
                    + " versions are meant, and one is older than the other. Keep the one of the manager that the build calls.");
    private static final Kind OTHER = new Kind(
            "package-manager-mismatch",
            Severity.WARNING,
            "packages are installed by another manager than the one that locked them",
            "A lock file counts only for the manager that wrote it. Another one resolves everything anew, to versions nobody has"
                    + " tried, and stops at peer dependencies that the first one let pass.");
    private static final Map<String, String> LOCKS = Map.of(
            "package-lock.json", "npm", "npm-shrinkwrap.json", "npm", "yarn.lock", "yarn", "pnpm-lock.yaml", "pnpm");

    @Override
    public List<Kind> kinds() {
        return List.of(TWO, OTHER);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (NodeCall call : NodeCall.in(subject)) {
            if (!call.installs()) {
                continue;
            }
            List<String> locks = LOCKS.keySet().stream()
                    .filter(name -> subject.kept().has(call.folder() + name))
                    .sorted()
                    .toList();
            List<String> managers = locks.stream().map(LOCKS::get).distinct().collect(Collectors.toList());
            if (managers.size() > 1) {
                findings.accept(TWO.at(
                        subject.inFile(
                                call.folder()
                                        + locks.stream()
                                                .filter(lock -> !call.tool().equals(LOCKS.get(lock)))
                                                .findFirst()
                                                .orElse(locks.getLast()),
                                1,
                                1),
                        "%s lie side by side, and the Dockerfile calls %s."
                                .formatted(String.join(" and ", locks), call.tool()),
                        "Maybe keep the one of %s.".formatted(call.tool())));
            } else if (managers.size() == 1
                    && !managers.contains(call.tool())
                    && !call.project().workspaces()) {
                findings.accept(OTHER.at(
                        subject.at(call.step().instruction(), call.tool()),
                        "%s is called, while the versions are locked in %s.".formatted(call.tool(), locks.getFirst()),
                        "Maybe call %s.".formatted(install(managers.getFirst()))));
            }
        }
    }

    private static String install(String manager) {
        return switch (manager) {
            case "npm" -> "'npm ci'";
            case "yarn" -> "'yarn install --frozen-lockfile'";
            default -> "'pnpm install --frozen-lockfile'";
        };
    }
}
