package dev.slipway.preflight.rules.source;

import dev.slipway.context.ContextEntry;
import dev.slipway.context.IgnoreRule;
import dev.slipway.preflight.Dockerfile;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Instruction;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.SourceMatch;
import dev.slipway.preflight.Stage;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.Words;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Is everything there that the instructions read from the context? */
public final class CopyRule implements Rule {
    private static final Kind MISSING = new Kind(
            "copy-source-missing",
            Severity.ERROR,
            "COPY names a path that is not in the context",
            "COPY sees the context folder and nothing above it. Paths are relative to that folder, wherever the Dockerfile lies.");
    private static final Kind IGNORED = new Kind(
            "copy-source-ignored",
            Severity.ERROR,
            "COPY names a path that .dockerignore hides",
            "The file is there, and the builder never gets it. The last line of .dockerignore that matches decides; an exception"
                    + " below it brings the file back.");
    private static final Kind LOCK = new Kind(
            "npm-ci-without-lock",
            Severity.ERROR,
            "npm ci has no lock file to work from",
            "'npm ci' installs what a package-lock.json names, and refuses to work without one. Commit it, keep it out of"
                    + " .dockerignore, and copy it before the install.");

    @Override
    public List<Kind> kinds() {
        return List.of(MISSING, IGNORED, LOCK);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (Dockerfile.CopySource source : subject.copySources()) {
            String path = SourceMatch.clean(source.path());
            // A wildcard may match nothing, and a variable of the base image may be anything.
            if (source.known() && !path.isEmpty() && !SourceMatch.isWildcard(path)) {
                missing(subject, source, path).ifPresent(findings);
            }
        }
        lockFiles(subject, findings);
    }

    private static Optional<Finding> missing(Subject subject, Dockerfile.CopySource source, String path) {
        if (subject.kept().has(path) || subject.kept().leadsThroughLink(path)) {
            return Optional.empty();
        }
        String what = source.instruction().keyword() + " '" + path + "'";
        if (Files.exists(subject.context().folder().resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            Optional<IgnoreRule> rule = subject.context().rules().deciding(path);
            if (rule.isPresent()) {
                return Optional.of(IGNORED.at(
                        subject.at(source.instruction(), source.path()),
                        "%s: the file is there, but '%s' at %s hides it from the builder."
                                .formatted(
                                        what,
                                        rule.get().text(),
                                        subject.places().show(rule.get().origin())),
                        "Maybe add '!%s' below that line.".formatted(path)));
            }
        }
        String remedy = subject.kept()
                .similarTo(path)
                .map("Maybe '%s' is meant?"::formatted)
                .orElse("Maybe the path is not relative to the context, or a step that makes the file has not run.");
        return Optional.of(MISSING.at(
                subject.at(source.instruction(), source.path()),
                "%s: there is no such path in the context %s."
                        .formatted(what, subject.places().show(subject.build().context())),
                remedy));
    }

    private static void lockFiles(Subject subject, Consumer<Finding> findings) {
        for (Stage stage : subject.wantedStages()) {
            for (Instruction instruction : stage.instructions()) {
                if (instruction.is("RUN") && runsNpmCi(instruction) && !mayHaveLock(subject, stage, instruction)) {
                    findings.accept(
                            LOCK.at(
                                    subject.at(instruction, "npm"),
                                    "npm ci needs a package-lock.json, and " + whyNoLock(subject) + ".",
                                    "Maybe run 'npm install --package-lock-only', commit the file and copy it before this line."));
                }
            }
        }
    }

    private static boolean runsNpmCi(Instruction run) {
        String text = String.join(" ", run.words());
        List<String> words = new ArrayList<>(Words.atBlanks(text.replaceAll("[;&|()]", " $0 ")));
        run.heredocs().forEach(document -> words.addAll(Words.atBlanks(document.body())));
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals("npm")
                    && (words.get(i + 1).equals("ci") || words.get(i + 1).equals("clean-install"))) {
                return true;
            }
        }
        return false;
    }

    /** Errs towards yes: what another stage or the base image brings along is not known. */
    private static boolean mayHaveLock(Subject subject, Stage stage, Instruction run) {
        List<Stage> ancestry = subject.dockerfile().ancestry(subject.build().args(), stage);
        boolean fromElsewhere = ancestry.stream()
                .flatMap(one -> one.instructions().stream())
                .filter(instruction -> instruction.line() <= run.line())
                .anyMatch(instruction -> instruction.flag("from").isPresent()
                        || instruction.mounts().stream()
                                .anyMatch(mount -> mount.from().isPresent()));
        List<String> locks = locks(subject);
        return fromElsewhere
                || subject.copySources().stream()
                        .filter(source -> ancestry.contains(source.stage()) && source.line() <= run.line())
                        .anyMatch(source -> !source.known()
                                || locks.stream().anyMatch(lock -> SourceMatch.brings(source.path(), lock))
                                || isLink(subject, source.path()));
    }

    private static boolean isLink(Subject subject, String source) {
        String path = SourceMatch.clean(source);
        return subject.kept().entries().get(path) instanceof ContextEntry.Link
                || subject.kept().leadsThroughLink(path);
    }

    private static List<String> locks(Subject subject) {
        return subject.kept().entries().keySet().stream()
                .filter(path -> !path.contains("node_modules/"))
                .filter(path -> {
                    String name = path.substring(path.lastIndexOf('/') + 1);
                    return name.equals("package-lock.json") || name.equals("npm-shrinkwrap.json");
                })
                .toList();
    }

    private static String whyNoLock(Subject subject) {
        List<String> locks = locks(subject);
        if (!locks.isEmpty()) {
            return "'" + locks.get(0) + "' is not copied before this line";
        }
        Optional<IgnoreRule> rule = subject.context().rules().deciding("package-lock.json");
        if (rule.isPresent()
                && !rule.get().exception()
                && Files.exists(subject.context().folder().resolve("package-lock.json"))) {
            return "'%s' at %s hides it"
                    .formatted(
                            rule.get().text(), subject.places().show(rule.get().origin()));
        }
        return "there is none in the context";
    }
}
