package dev.slipway.run;

/**
 * What a run was made from beside its pipeline. {@code slipway} is the program's own version. {@code commit} is that of the
 * git work tree around the pipeline's folder, 40 or 64 hex digits, and empty where there is none; {@code dirty} says that
 * tracked or untracked files of that folder differed from it.
 */
public record Provenance(String slipway, String commit, boolean dirty) {
    public static final Provenance UNKNOWN = new Provenance("", "", false);
}
