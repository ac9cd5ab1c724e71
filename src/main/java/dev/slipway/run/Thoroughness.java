package dev.slipway.run;

import dev.slipway.plan.Decision.Reuse;

/**
 * How much of what is there already a run takes as it is, and how much it tries. Immutable.
 *
 * @param reuse how much of what earlier runs proved is kept
 * @param builderCache whether steps of a Dockerfile may come from the builder's cache
 * @param freshBases whether bases and services are pulled although they are on the engine; one that cannot be pulled then
 *     is used as it is
 * @param everyRung whether the rungs below an image's first good one are tried too
 * @param promoting which tags move in the end
 */
public record Thoroughness(
        Reuse reuse, boolean builderCache, boolean freshBases, boolean everyRung, Promoting promoting) {
    /** Of a build that nobody has asked more of. */
    public static final Thoroughness USUAL = new Thoroughness(Reuse.ANY_RUNG, true, false, false, Promoting.TOGETHER);

    /** Of a night: nothing is taken on trust. */
    public static final Thoroughness NIGHTLY = new Thoroughness(Reuse.NOTHING, false, true, true, Promoting.TOGETHER);

    /** Which tags move in the end. */
    public enum Promoting {
        /** All of them, when everything is proven, or none. */
        TOGETHER,
        /** Those of each proven image, although another one failed. */
        EACH,
        NONE
    }

    public Thoroughness reusing(Reuse other) {
        return new Thoroughness(other, builderCache, freshBases, everyRung, promoting);
    }

    public Thoroughness withoutBuilderCache() {
        return new Thoroughness(reuse, false, freshBases, everyRung, promoting);
    }

    public Thoroughness promoting(Promoting other) {
        return new Thoroughness(reuse, builderCache, freshBases, everyRung, other);
    }
}
