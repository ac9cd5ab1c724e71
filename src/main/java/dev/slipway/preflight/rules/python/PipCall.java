package dev.slipway.preflight.rules.python;

import dev.slipway.preflight.Words;
import dev.slipway.preflight.WorkFolder;
import dev.slipway.preflight.shell.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code pip install} or {@code uv pip install}, its words sorted; or {@code uv sync}, {@code poetry install} and the
 * like, which install what a lock file says.
 */
record PipCall(
        Command command,
        List<String> files,
        List<String> constraints,
        List<String> named,
        List<String> projects,
        List<String> locks) {
    private static final Set<String> WITH_VALUE = Set.of(
            "-i",
            "--index-url",
            "--extra-index-url",
            "-f",
            "--find-links",
            "--index",
            "--default-index",
            "--index-strategy",
            "-t",
            "--target",
            "--prefix",
            "--root",
            "--root-user-action",
            "--timeout",
            "--default-timeout",
            "--retries",
            "--trusted-host",
            "--proxy",
            "--cert",
            "--no-binary",
            "--only-binary",
            "--platform",
            "--python-version",
            "--python",
            "--upgrade-strategy",
            "--progress-bar",
            "--cache-dir",
            "--log",
            "--src",
            "--config-settings",
            "-C",
            "--global-option",
            "--report",
            "--group",
            "--extra",
            "--override",
            "--overrides",
            "--build-constraint",
            "--build-constraints",
            "--exists-action");

    private static final Set<String> SELECTING = Set.of(
            "--no-dev",
            "--only-dev",
            "--group",
            "--no-group",
            "--only-group",
            "--no-default-groups",
            "--only",
            "--without",
            "--no-install-package");

    private static final Set<String> ADDING =
            Set.of("-E", "--extra", "--extras", "--all-extras", "--group", "--all-groups", "--with", "--with-editable");

    /** Empty for another command. */
    static Optional<PipCall> of(Command command) {
        List<String> words = command.call();
        int install = words.indexOf("install");
        boolean pip = command.program().equals("pip");
        boolean uv = command.program().equals("uv")
                && words.size() > 1
                && words.get(1).equals("pip");
        if (install < 0 || !(pip || uv)) {
            return locked(command);
        }
        List<String> files = new ArrayList<>();
        List<String> constraints = new ArrayList<>();
        List<String> named = new ArrayList<>();
        List<String> projects = new ArrayList<>();
        Map<String, List<String>> read = Map.of(
                "-r", files,
                "--requirement", files,
                "--requirements", files,
                "-c", constraints,
                "--constraint", constraints,
                "--constraints", constraints,
                "-e", projects,
                "--editable", projects);
        for (int i = install + 1; i < words.size(); i++) {
            String word = words.get(i);
            int cut =
                    word.startsWith("--") ? word.indexOf('=') : word.startsWith("-") ? Math.min(2, word.length()) : -1;
            List<String> values = read.get(cut < 0 ? word : word.substring(0, cut));
            String joined = cut < 0 ? "" : word.substring(cut).replaceFirst("^=", "");
            if (values != null && !joined.isEmpty()) {
                values.add(joined);
            } else if (values != null && i + 1 < words.size()) {
                values.add(words.get(++i));
            } else if (WITH_VALUE.contains(word)) {
                i++;
            } else if (!word.startsWith("-")) {
                (isPath(word) ? projects : named).add(word);
            }
        }
        return Optional.of(new PipCall(command, files, constraints, named, projects, List.of()));
    }

    /** The same with its paths as one means them who works in this folder of the image, or in the one it is told. */
    PipCall in(String folder) {
        boolean poetry = command.program().equals("poetry");
        String told = command.option("--directory")
                .or(() -> command.option("--project"))
                .or(() -> poetry ? command.option("-C").or(() -> command.option("-P")) : Optional.empty())
                .orElse(".");
        String work = WorkFolder.within(folder, told);
        return new PipCall(
                command,
                within(work, files),
                within(work, constraints),
                named,
                within(work, projects),
                within(work, locks));
    }

    private static List<String> within(String folder, List<String> paths) {
        return paths.stream()
                .map(path -> path.contains("://") || path.contains("$") ? path : WorkFolder.within(folder, path))
                .toList();
    }

    /** uv also resolves anew where the lock file is too old, but keeps to its versions where it can. */
    private static Optional<PipCall> locked(Command command) {
        Optional<String> lock = command.runs("uv", "sync")
                ? Optional.of("uv.lock")
                : command.runs("poetry", "install", "sync") ? Optional.of("poetry.lock") : Optional.empty();
        return lock.map(file -> new PipCall(command, List.of(), List.of(), List.of(), List.of(), List.of(file)));
    }

    /** Whether groups, extras or the project's own needs alone are asked for, so that not all of a lock file comes in. */
    boolean partOfLock() {
        return SELECTING.stream().anyMatch(command::has);
    }

    /** Whether extras or groups are asked for beside the project's own needs. */
    boolean addsParts() {
        return ADDING.stream().anyMatch(command::has);
    }

    /** Whether groups are asked for instead of the project's own needs. */
    boolean leavesOutProject() {
        boolean poetry = command.option("--only")
                .filter(groups -> !List.of(groups.split(",", -1)).contains("main"))
                .isPresent();
        return poetry || command.has("--only-group") || command.has("--only-dev");
    }

    /** The program that a finding about this call is about. */
    String installer() {
        return command.program();
    }

    private static boolean isPath(String word) {
        return word.startsWith(".") || word.startsWith("/") || word.contains("://") || word.endsWith(".whl");
    }

    /** The files of constraints that a variable names, set in the image or before the command. */
    List<String> limits(Map<String, String> image) {
        String variable = command.program().equals("pip") ? "PIP_CONSTRAINT" : "UV_CONSTRAINT";
        String value = command.assignments().getOrDefault(variable, image.getOrDefault(variable, ""));
        return Words.atBlanks(value);
    }

    boolean noDependencies() {
        return command.has("--no-deps");
    }

    /** {@code --no-binary} for this package or all. */
    boolean fromSource(String name) {
        String value = command.option("--no-binary").orElse("");
        return value.equals(":all:") || List.of(value.split(",", -1)).contains(name);
    }

    /** {@code --only-binary :all:}, but for packages that a {@code --no-binary} beside it names. */
    boolean wheelOnly(String name) {
        return command.option("--only-binary").filter(":all:"::equals).isPresent() && !fromSource(name);
    }

    /** Another index, or a folder of wheels, may have what the usual one has not. */
    boolean otherIndex() {
        return command.has("-i")
                || command.has("--index-url")
                || command.has("--extra-index-url")
                || command.has("--index")
                || command.has("--default-index")
                || command.has("-f")
                || command.has("--find-links");
    }

    /** The packages named, without versions. */
    List<String> names() {
        return named.stream()
                .map(requirement -> requirement.replaceAll("[=<>!~\\[ ].*", ""))
                .toList();
    }

    boolean intoHome() {
        return command.has("--user");
    }
}
