package dev.slipway.clean;

/**
 * How much is to go beside what nobody needs any more.
 *
 * @param images proven images too
 * @param promoted with them the tags that runs have moved to them
 * @param cache the builder's cache
 * @param strangers also of pipelines that have no file in this project
 * @param keepRuns how many runs of each pipeline stay on record
 */
public record Wish(boolean images, boolean promoted, boolean cache, boolean strangers, int keepRuns) {
    public static final int USUAL_RUNS = 20;

    public Wish {
        if (keepRuns < 0) {
            throw new IllegalArgumentException("runs to keep: " + keepRuns);
        }
    }
}
