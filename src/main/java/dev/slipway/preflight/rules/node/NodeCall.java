package dev.slipway.preflight.rules.node;

import dev.slipway.preflight.ImageFiles;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.WorkFolder;
import dev.slipway.preflight.node.PackageJson;
import dev.slipway.preflight.shell.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One call of npm, yarn or pnpm, with the package.json that it works on. {@code folder} is where that lies in the context, "" for its top. */
record NodeCall(Script script, Step step, Command command, String folder, PackageJson project) {
    /** What a call is about. */
    enum Action {
        INSTALL,
        CLEAN_INSTALL,
        SCRIPT,
        OTHER
    }

    private static final Set<String> YARN_OWN = Set.of(
            "add",
            "config",
            "set",
            "cache",
            "global",
            "dlx",
            "exec",
            "create",
            "init",
            "policies",
            "plugin",
            "workspace",
            "workspaces",
            "node",
            "why",
            "remove");

    /** A call whose package.json, at this path of the context, nobody has read yet. */
    record Manifest(Script script, Step step, Command command, String path) {}

    /** Those of the stages that the target needs. */
    static List<NodeCall> in(Subject subject) {
        return manifests(subject).stream()
                .flatMap(manifest -> read(subject, manifest).stream())
                .toList();
    }

    private static Optional<NodeCall> read(Subject subject, Manifest manifest) {
        String path = manifest.path();
        String folder = path.substring(0, path.length() - "package.json".length());
        return subject.text(path)
                .flatMap(PackageJson::parse)
                .map(project -> new NodeCall(manifest.script(), manifest.step(), manifest.command(), folder, project));
    }

    /** The same, before package.json is read. */
    static List<Manifest> manifests(Subject subject) {
        List<Manifest> calls = new ArrayList<>();
        for (Script script : subject.scripts()) {
            for (Step step : script.own()) {
                WorkFolder folders = new WorkFolder(step);
                for (Command command : step.commands()) {
                    String folder = folders.of(command);
                    if (Set.of("npm", "yarn", "pnpm").contains(command.program())) {
                        manifest(subject, script, step, command, folder).ifPresent(calls::add);
                    }
                }
            }
        }
        return List.copyOf(calls);
    }

    private static Optional<Manifest> manifest(
            Subject subject, Script script, Step step, Command command, String folder) {
        String within = command.option("--prefix")
                .or(() -> command.option("--cwd"))
                .or(() -> command.option("-C"))
                .orElse("");
        String manifest = (within.startsWith("/") ? within : folder + "/" + within) + "/package.json";
        return new ImageFiles(subject)
                .source(script, step, manifest)
                .map(path -> new Manifest(script, step, command, path));
    }

    String tool() {
        return command.program();
    }

    Action action() {
        List<String> plain = command.plain();
        String first = plain.isEmpty() ? "" : plain.getFirst();
        return switch (tool()) {
            case "npm" ->
                switch (first) {
                    case "ci", "clean-install" -> Action.CLEAN_INSTALL;
                    case "install", "i" ->
                        plain.size() == 1 && !command.has("-g") && !command.has("--global")
                                ? Action.INSTALL
                                : Action.OTHER;
                    case "run", "run-script", "start", "test" -> Action.SCRIPT;
                    default -> Action.OTHER;
                };
            case "yarn" ->
                first.isEmpty() || first.equals("install")
                        ? (command.has("--frozen-lockfile") || command.has("--immutable")
                                ? Action.CLEAN_INSTALL
                                : Action.INSTALL)
                        : YARN_OWN.contains(first) ? Action.OTHER : Action.SCRIPT;
            case "pnpm" ->
                first.equals("install") || first.equals("i")
                        ? (command.has("--frozen-lockfile") ? Action.CLEAN_INSTALL : Action.INSTALL)
                        : first.equals("run") || project.scripts().containsKey(first) ? Action.SCRIPT : Action.OTHER;
            default -> Action.OTHER;
        };
    }

    boolean installs() {
        return action() == Action.INSTALL || action() == Action.CLEAN_INSTALL;
    }

    /** The script that it runs. */
    Optional<String> scriptName() {
        List<String> plain = command.plain();
        if (action() != Action.SCRIPT || plain.isEmpty()) {
            return Optional.empty();
        }
        String first = plain.getFirst();
        boolean named = first.equals("run") || first.equals("run-script");
        return named ? (plain.size() > 1 ? Optional.of(plain.get(1)) : Optional.empty()) : Optional.of(first);
    }

    /** Whether packages for development are left out. */
    boolean withoutDevelopment() {
        return command.option("--omit").filter("dev"::equals).isPresent()
                || command.has("--production")
                || command.has("--prod")
                || command.option("--only")
                        .filter(only -> only.startsWith("prod"))
                        .isPresent()
                || (step.env().getOrDefault("NODE_ENV", "").equals("production")
                        && !command.has("--include")
                        && !command.has("--production=false")
                        && !command.has("--dev"));
    }
}
