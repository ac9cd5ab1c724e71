package dev.slipway.preflight.rules.node;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.node.NpmLock;
import dev.slipway.preflight.node.SemverRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Does the lock file still fit package.json, and the npm that reads it? */
public final class NpmLockRule implements Rule {
    private static final Kind STALE = new Kind(
            "npm-lock-stale",
            Severity.ERROR,
            "the lock file does not satisfy package.json",
            "'npm ci' and 'yarn install --frozen-lockfile' change nothing: where package.json asks for what the lock file does"
                    + " not have, they stop. Run the install once outside of the build and commit the lock file.");
    private static final Kind FORMAT = new Kind(
            "npm-lock-format",
            Severity.WARNING,
            "the lock file is newer than the image's npm",
            "Format 3 came with npm 7. The npm 6 of Node 14 and older does not read it, and takes the newest of everything.");
    private static final Kind UNLOCKED = new Kind(
            "npm-install-unlocked",
            Severity.NOTE,
            "npm install may change what the lock file says",
            "'npm install' takes newer versions where package.json has changed, without a word. 'npm ci' installs what is"
                    + " locked, or says that it cannot.");

    @Override
    public List<Kind> kinds() {
        return List.of(STALE, FORMAT, UNLOCKED);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (NodeCall call : NodeCall.in(subject)) {
            if (call.installs() && call.tool().equals("npm")) {
                npm(subject, call, findings);
            } else if (call.action() == NodeCall.Action.CLEAN_INSTALL
                    && call.tool().equals("yarn")) {
                yarn(subject, call, findings);
            }
        }
    }

    private static void npm(Subject subject, NodeCall call, Consumer<Finding> findings) {
        String path = call.folder() + "package-lock.json";
        Optional<NpmLock> lock = subject.text(path).flatMap(NpmLock::parse);
        if (lock.isEmpty()) {
            return;
        }
        int node = Base.parse(call.script().base()).node().orElse(Integer.MAX_VALUE);
        if (lock.get().format() >= 3 && node <= 14) {
            findings.accept(FORMAT.at(
                    subject.inFile(path, "lockfileVersion"),
                    "lockfileVersion %d is not read by the npm of Node %d."
                            .formatted(lock.get().format(), node),
                    "Maybe start from a newer node image."));
        }
        if (call.action() == NodeCall.Action.INSTALL) {
            findings.accept(UNLOCKED.at(
                    subject.at(call.step().instruction(), "npm"),
                    "there is a package-lock.json, and 'npm install' may change it.",
                    "Maybe call 'npm ci'."));
            return;
        }
        if (call.project().workspaces()) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        call.project().all().forEach((name, range) -> {
            String locked = lock.get().versions().get(name);
            Optional<SemverRange> wanted = SemverRange.parse(range);
            if (locked == null) {
                wrong.add("%s is not in it".formatted(name));
            } else if (wanted.isPresent() && !wanted.get().contains(locked)) {
                wrong.add("%s is locked at %s and wanted as %s".formatted(name, locked, range));
            }
        });
        stale(subject, call, "package-lock.json", wrong, findings);
    }

    /** Yarn 1 names each entry by what was asked for; later ones put a protocol before the range. */
    private static void yarn(Subject subject, NodeCall call, Consumer<Finding> findings) {
        Optional<String> lock = subject.text(call.folder() + "yarn.lock");
        if (lock.isEmpty() || call.project().workspaces() || call.project().overrides()) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, String> wanted : call.project().all().entrySet()) {
            String entry = wanted.getKey() + "@" + wanted.getValue();
            String berry = wanted.getKey() + "@npm:" + wanted.getValue();
            boolean plain = SemverRange.parse(wanted.getValue()).isPresent();
            if (plain && !lock.get().contains(entry) && !lock.get().contains(berry)) {
                wrong.add("%s is not in it".formatted(entry));
            }
        }
        stale(subject, call, "yarn.lock", wrong, findings);
    }

    private static void stale(
            Subject subject, NodeCall call, String lock, List<String> wrong, Consumer<Finding> findings) {
        if (!wrong.isEmpty()) {
            String more = wrong.size() > 3 ? ", and %d more".formatted(wrong.size() - 3) : "";
            String first = wrong.getFirst().startsWith("@")
                    ? wrong.getFirst().split("(?<=.)@| ", 2)[0]
                    : wrong.getFirst().split("[@ ]", 2)[0];
            findings.accept(STALE.at(
                    subject.inFile(call.folder() + "package.json", "\"" + first + "\""),
                    "%s is older than this file: %s%s."
                            .formatted(lock, String.join(", ", wrong.subList(0, Math.min(3, wrong.size()))), more),
                    "Maybe run '%s' and commit the lock file."
                            .formatted(lock.equals("yarn.lock") ? "yarn install" : "npm install --package-lock-only")));
        }
    }
}
