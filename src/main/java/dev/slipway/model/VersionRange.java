package dev.slipway.model;

import java.util.Arrays;
import java.util.List;

/**
 * A set of versions, written as pip writes it: {@code >=4.8,<5}, {@code ~=2.1}, {@code ==1.26.*}. Every clause must hold.
 * Versions compare as in PEP 440.
 */
public record VersionRange(List<Clause> clauses) {
    public static final VersionRange ANY = new VersionRange(List.of());

    public VersionRange {
        clauses = List.copyOf(clauses);
    }

    /** @throws IllegalArgumentException with a sentence for the author when the text is no range */
    public static VersionRange parse(String text) {
        if (text.isBlank() || text.strip().equals("*")) {
            return ANY;
        }
        return new VersionRange(Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(Clause::parse)
                .toList());
    }

    /** @throws IllegalArgumentException when {@code version} is not a version as PEP 440 writes it */
    public boolean contains(String version) {
        Version candidate = Version.parse(version);
        return clauses.stream().allMatch(clause -> clause.holds(candidate));
    }

    @Override
    public String toString() {
        return String.join(",", clauses.stream().map(Clause::toString).toList());
    }

    /** One comparison with a version. */
    public record Clause(Comparison comparison, Version version, boolean prefix) {
        static Clause parse(String text) {
            for (Comparison comparison : Comparison.values()) {
                if (text.startsWith(comparison.sign)) {
                    String rest = text.substring(comparison.sign.length()).strip();
                    boolean prefix = rest.endsWith(".*");
                    if (prefix && comparison != Comparison.EQUAL && comparison != Comparison.UNEQUAL) {
                        throw new IllegalArgumentException("'.*' goes only with == and !=, not with '" + text + "'");
                    }
                    Version version = Version.parse(prefix ? rest.substring(0, rest.length() - 2) : rest);
                    if (comparison == Comparison.COMPATIBLE && version.release().size() < 2) {
                        throw new IllegalArgumentException("'~=' wants at least two numbers, as in ~=2.1");
                    }
                    return new Clause(comparison, version, prefix);
                }
            }
            throw new IllegalArgumentException(
                    "'" + text + "' is no version clause; write >=, >, <=, <, ==, != or ~= first");
        }

        boolean holds(Version candidate) {
            int order = candidate.compareTo(version);
            return switch (comparison) {
                case AT_LEAST -> order >= 0;
                case AT_MOST -> order <= 0;
                case ABOVE -> order > 0 && !(candidate.sameRelease(version) && late(candidate));
                case BELOW -> order < 0 && !(candidate.sameRelease(version) && early(candidate));
                case EQUAL -> equal(candidate);
                case UNEQUAL -> !equal(candidate);
                case COMPATIBLE -> order >= 0 && candidate.startsWith(version.parent());
            };
        }

        /** 2.0rc1 comes before 2.0 and is nevertheless not what {@code <2} lets in. */
        private boolean early(Version candidate) {
            return candidate.stage().early() && !version.stage().early();
        }

        /** Nor does {@code >1.7} let 1.7.post1 in. */
        private boolean late(Version candidate) {
            return candidate.stage().late() && !version.stage().late();
        }

        /** A local part counts only where the clause names one. */
        private boolean equal(Version candidate) {
            if (prefix) {
                return candidate.startsWith(version.release());
            }
            return candidate.compareTo(version) == 0
                    && (version.local().isEmpty() || version.local().equals(candidate.local()));
        }

        @Override
        public String toString() {
            return comparison.sign + version + (prefix ? ".*" : "");
        }
    }

    /** The longer signs stand first, so that the first match is the right one. */
    public enum Comparison {
        AT_LEAST(">="),
        AT_MOST("<="),
        EQUAL("=="),
        UNEQUAL("!="),
        COMPATIBLE("~="),
        ABOVE(">"),
        BELOW("<");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }
    }
}
