package dev.slipway.preflight.rules.shell;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Script;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Step;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.shell.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Is a folder given away before it is made? */
public final class FolderOrderRule implements Rule {
    private static final Kind KIND = new Kind(
            "folder-made-late",
            Severity.WARNING,
            "a folder is used before the line that makes it",
            "chown, chmod and touch fail on a path that is not there. A mkdir of the same folder further down shows that the"
                    + " base does not bring it, and that the order is wrong.");
    private static final Set<String> USERS = Set.of("chown", "chmod", "touch", "chgrp");

    /** What every image brings that has a shell: what is made there is made again. */
    private static final Pattern STANDARD =
            Pattern.compile("/|/(bin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)"
                    + "|/usr/(bin|include|lib|local|sbin|share|src)|/usr/local/(bin|etc|include|lib|sbin|share|src)"
                    + "|/var/(cache|lib|log|run|spool|tmp)|/etc/ssl|/etc/init\\.d");

    private record Use(Step step, Command command, String path) {}

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Script script : subject.scripts()) {
            Map<String, Use> used = new HashMap<>();
            List<String> made = new ArrayList<>();
            for (Step step : script.own()) {
                if (step.instruction().is("COPY")
                        || step.instruction().is("ADD")
                        || step.instruction().is("WORKDIR")) {
                    made.add(
                            step.instruction().is("WORKDIR")
                                    ? step.folder()
                                    : step.inImage(step.instruction().words().getLast()));
                }
                for (Command command : step.commands()) {
                    if (USERS.contains(command.program())) {
                        paths(command).forEach(path -> {
                            if (!STANDARD.matcher(path).matches()
                                    && made.stream().noneMatch(one -> inside(path, one))) {
                                used.putIfAbsent(path, new Use(step, command, path));
                            }
                        });
                    } else if (command.program().equals("mkdir")) {
                        for (String folder : paths(command)) {
                            late(subject, used, folder, findings);
                            made.add(folder);
                        }
                    }
                }
            }
        }
    }

    private static void late(Subject subject, Map<String, Use> used, String folder, Consumer<Finding> findings) {
        used.values().stream()
                .filter(use -> inside(use.path(), folder))
                .findFirst()
                .ifPresent(use -> {
                    used.remove(use.path());
                    findings.accept(KIND.at(
                            subject.at(use.step().instruction(), use.path()),
                            "%s is used here, and made only later.".formatted(use.path()),
                            "Maybe put 'mkdir -p %s' before this line.".formatted(folder)));
                });
    }

    private static boolean inside(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder.endsWith("/") ? folder : folder + "/");
    }

    private static List<String> paths(Command command) {
        return command.plain().stream()
                .filter(word -> word.startsWith("/") && !word.contains("$") && !word.contains("*"))
                .map(word -> word.length() > 1 && word.endsWith("/") ? word.substring(0, word.length() - 1) : word)
                .toList();
    }
}
