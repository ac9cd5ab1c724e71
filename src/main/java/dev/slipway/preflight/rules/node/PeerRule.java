package dev.slipway.preflight.rules.node;

import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Kind;
import dev.slipway.preflight.Rule;
import dev.slipway.preflight.Severity;
import dev.slipway.preflight.Subject;
import dev.slipway.preflight.TextTable;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.node.SemverRange;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Do two packages that are asked for exclude each other as peers? */
public final class PeerRule implements Rule {
    private static final Kind KIND = new Kind(
            "npm-peer-conflict",
            Severity.ERROR,
            "two packages cannot be installed together by npm",
            "Since npm 7 a peer dependency that cannot be met stops the install with ERESOLVE, where yarn 1 and older npm only"
                    + " warn. The pairs known here are in a table, as their publishers wrote them.");

    private record Pair(String name, SemverRange versions, String peer, SemverRange wanted, String written) {}

    private static final List<Pair> PAIRS = TextTable.read("peers.txt", 4).stream()
            .map(row -> new Pair(
                    row.get(0),
                    range(row.get(1)),
                    row.get(2),
                    range(row.get(3)),
                    row.get(3).replace('!', '|')))
            .toList();

    private static SemverRange range(String text) {
        return SemverRange.parse(text.replace('!', '|'))
                .orElseThrow(() -> new IllegalStateException("peers.txt has no range: " + text));
    }

    @Override
    public List<Kind> kinds() {
        return List.of(KIND);
    }

    @Override
    public void check(Subject subject, Consumer<Finding> findings) {
        for (NodeCall call : NodeCall.in(subject)) {
            boolean strict = call.installs()
                    && call.tool().equals("npm")
                    && !call.command().has("--legacy-peer-deps")
                    && !call.command().has("--force")
                    && !call.command().has("-f")
                    && !call.step().env().containsKey("NPM_CONFIG_LEGACY_PEER_DEPS")
                    && !call.project().overrides()
                    && Base.parse(call.script().base())
                            .node()
                            .filter(major -> major >= 15)
                            .isPresent()
                    && !subject.text(call.folder() + ".npmrc").orElse("").contains("legacy-peer-deps");
            if (strict) {
                PAIRS.forEach(pair -> check(subject, call, pair).ifPresent(findings));
            }
        }
    }

    private static Optional<Finding> check(Subject subject, NodeCall call, Pair pair) {
        String asked = call.project().wanted(pair.name()).orElse("none");
        String peer = call.project().wanted(pair.peer()).orElse("none");
        Optional<SemverRange> versions = SemverRange.parse(asked);
        Optional<SemverRange> offered = SemverRange.parse(peer);
        boolean clash = versions.isPresent()
                && offered.isPresent()
                && !asked.contains("*")
                && within(versions.get(), pair.versions())
                && offered.get().excludes(pair.wanted());
        return clash
                ? Optional.of(KIND.at(
                        subject.inFile(call.folder() + "package.json", "\"" + pair.name() + "\""),
                        "%s %s wants %s %s, and %s is asked for."
                                .formatted(pair.name(), asked, pair.peer(), pair.written(), peer),
                        "Maybe take versions that fit, or install with --legacy-peer-deps."))
                : Optional.empty();
    }

    /** Every version asked for is one that the row is about: none lies outside. */
    private static boolean within(SemverRange asked, SemverRange row) {
        return asked.choices().stream().allMatch(bounds -> bounds.stream()
                .allMatch(bound -> row.choices().stream().anyMatch(other -> other.stream()
                        .allMatch(outer -> outer.low().compareTo(bound.low()) <= 0
                                && bound.high().compareTo(outer.high()) <= 0))));
    }
}
