package dev.slipway.drift;

import java.util.Comparator;

/** A difference with its weight and, in words, the reason for it. */
record Ranked(Difference difference, int weight, String because) {
    /** The likeliest first; of equals the one whose kind and name come first, so that the order is always the same. */
    static final Comparator<Ranked> ORDER = Comparator.comparingInt(Ranked::weight)
            .reversed()
            .thenComparing(each -> each.difference().kind())
            .thenComparing(each -> each.difference().what());

    boolean named() {
        return weight >= Suspect.NAMED;
    }

    Suspect suspect() {
        return new Suspect(
                difference.kind(), difference.what(), difference.before(), difference.now(), weight, because);
    }
}
