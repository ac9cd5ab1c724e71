package dev.slipway.context;

import dev.slipway.engine.FileTree.Wanted;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of a tree is wanted, decided on the way down: what is known of a path follows from what is known of its folder.
 * Patterns that cannot be read want all, or exclude nothing: the engine can do without what it gets too much, and knows
 * best how to complain of a pattern. Immutable.
 */
final class Selection {
    private final IgnoreRules include;
    private final Optional<Set<String>> followed;
    private final boolean all;
    private final IgnoreRules exclude;

    private Selection(IgnoreRules include, Optional<Set<String>> followed, boolean all, IgnoreRules exclude) {
        this.include = include;
        this.followed = followed;
        this.all = all;
        this.exclude = exclude;
    }

    /** @param obeyed what has been left out of the scan, and need not be looked for again */
    static Selection of(Wanted wanted, Scan scan, IgnoreRules obeyed) {
        IgnoreRules include = IgnoreRules.ofPatterns(wanted.include(), "include");
        Optional<Set<String>> followed = FollowedPaths.in(scan, wanted.follow());
        boolean all = (wanted.include().isEmpty() && wanted.follow().isEmpty())
                || followed.isEmpty()
                || !include.problems().isEmpty();
        IgnoreRules exclude = excluding(wanted.exclude());
        return new Selection(include, followed, all, exclude.sameAs(obeyed) ? IgnoreRules.none() : exclude);
    }

    /**
     * Engines up to 24 send the patterns as they are in a header, where what is not ASCII gets lost on some ways. Half of
     * an ignore file may hide what the whole one keeps, so then none of it counts.
     */
    private static IgnoreRules excluding(List<String> patterns) {
        IgnoreRules rules = IgnoreRules.ofPatterns(patterns, "exclude");
        boolean garbled = patterns.stream().anyMatch(pattern -> pattern.indexOf('\uFFFD') >= 0);
        return garbled || !rules.problems().isEmpty() ? IgnoreRules.none() : rules;
    }

    Verdict atRoot() {
        return new Verdict(all, include.atRoot(), exclude.atRoot());
    }

    /** What is known of a path. */
    final class Verdict {
        private final boolean followed;
        private final IgnoreRules.Matched included;
        private final IgnoreRules.Matched excluded;

        private Verdict(boolean followed, IgnoreRules.Matched included, IgnoreRules.Matched excluded) {
            this.followed = followed;
            this.included = included;
            this.excluded = excluded;
        }

        Verdict below(String path) {
            return new Verdict(
                    followed || Selection.this.followed.orElse(Set.of()).contains(path),
                    include.below(included, path),
                    exclude.below(excluded, path));
        }

        boolean wanted() {
            return (followed || included.ignored()) && !excluded.ignored();
        }

        boolean nothingBelow(String folder) {
            return excluded.ignored() && !excluded.mayKeepBelow(folder);
        }
    }
}
