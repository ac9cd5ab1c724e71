package dev.slipway.preflight.rules.node;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.TextFault;
import dev.slipway.preflight.node.PackageJson;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Can npm, yarn and pnpm read the files that they are called with? */
public final class NodeFileRule implements Rule {
    private static final Kind KIND = new Kind(
            "node-file-unreadable",
            Severity.ERROR,
            "package.json or a lock file is not what its name says",
            "npm stops with EJSONPARSE at a package.json that is no JSON, and 'npm ci' at such a lock file; yarn and"
                    + " pnpm say that their lock file is broken. A merge that was left half done, or a file that was cut"
                    + " off or saved in another encoding, looks like that.");

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        Set<String> told = new HashSet<>();
        for (NodeCall.Manifest manifest : NodeCall.manifests(subject)) {
            subject.bytes(manifest.path()).flatMap(NodeFileRule::inProject).ifPresent(fault -> {
                if (told.add(manifest.path())) {
                    findings.accept(
                            finding(subject, manifest.path(), manifest.command().program(), fault));
                }
            });
        }
        for (NodeCall call : NodeCall.in(subject)) {
            String path = call.folder() + lock(call);
            if (call.action() == NodeCall.Action.CLEAN_INSTALL && !told.contains(path)) {
                subject.bytes(path).flatMap(bytes -> inLock(call, bytes)).ifPresent(fault -> {
                    told.add(path);
                    findings.accept(finding(subject, path, call.tool(), fault));
                });
            }
        }
    }

    private static String lock(NodeCall call) {
        return switch (call.tool()) {
            case "yarn" -> "yarn.lock";
            case "pnpm" -> "pnpm-lock.yaml";
            default -> "package-lock.json";
        };
    }

    private static Optional<TextFault> inProject(byte[] bytes) {
        return otherEncoding(bytes).or(() -> PackageJson.fault(lenient(bytes)));
    }

    /** npm makes one of two merged versions by itself. */
    private static Optional<TextFault> inLock(NodeCall call, byte[] bytes) {
        Optional<TextFault> merge = TextFault.ofMerge(lenient(bytes));
        if (!call.tool().equals("npm")) {
            return otherEncoding(bytes).or(() -> merge);
        }
        return merge.isPresent() ? Optional.empty() : inProject(bytes);
    }

    /** As Node reads: always UTF-8, with U+FFFD for what is none. */
    private static String lenient(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** UTF-16 shows by its zeros; a byte of Latin-1 stops nobody. */
    private static Optional<TextFault> otherEncoding(byte[] bytes) {
        return lenient(bytes).indexOf(0) < 0 ? Optional.empty() : TextFault.inUtf8(bytes);
    }

    private static Finding finding(Subject subject, String path, String tool, TextFault fault) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return KIND.at(
                subject.inFile(path, fault.line(), fault.column()),
                "%s stops here: %s %s.".formatted(tool, name, fault.sentence()),
                name.equals("package.json")
                        ? "Maybe correct this line."
                        : "Maybe write it anew outside of the build, and commit it.");
    }
}
