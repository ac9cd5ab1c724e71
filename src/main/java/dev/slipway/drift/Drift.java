package dev.slipway.drift;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.past.Bill;
import dev.slipway.run.Provenance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What differs from {@code goodRun}, the first suspect first. {@code elsewhere} is where that run's home is, as in {@link Bill},
 * when it is another one than that of the run in question; {@code commit} says how the work tree moved. Both may be empty.
 */
public record Drift(
        String image, String goodRun, String elsewhere, Instant goodAt, String commit, List<Suspect> suspects) {
    private static final int SHORT_COMMIT = 7;

    public Drift {
        suspects = List.copyOf(suspects);
    }

    /** Between two runs of one home. */
    public Drift(String image, String goodRun, Instant goodAt, String commit, List<Suspect> suspects) {
        this(image, goodRun, "", goodAt, commit, suspects);
    }

    /** The same, with these suspects alone. */
    public Drift of(List<Suspect> others) {
        return new Drift(image, goodRun, elsewhere, goodAt, commit, others);
    }

    /** As {@link #between(Bill, Bill, Diagnosis, Pins)}, when nobody looks into the files. */
    public static Drift between(Bill good, Bill now, @Nullable Diagnosis why) {
        return between(good, now, why, Pins.NONE);
    }

    /**
     * What a bill has otherwise than the last good one of the same image. Bills of two variants are held against each other in
     * what all variants share alone; ask for those of one variant to learn what broke it.
     *
     * @param why why the image, or this variant of it, failed; absent when it did not
     */
    public static Drift between(Bill good, Bill now, @Nullable Diagnosis why, Pins pins) {
        List<Difference> all = Differences.between(good, now);
        Ranking ranking = new Ranking(
                new Evidence(why), (manager, name) -> pins.of(now.image(), now.variant(), manager, name), all);
        List<Ranked> ranked = all.stream().map(ranking::of).sorted(Ranked.ORDER).toList();
        List<Suspect> suspects =
                new Floods(ranked).gathered().stream().map(Ranked::suspect).toList();
        return new Drift(now.image(), good.run(), good.elsewhere(), good.at(), commit(good, now), suspects);
    }

    /** Whether nothing that is known differs. */
    public boolean none() {
        return suspects.isEmpty();
    }

    private static String commit(Bill good, Bill now) {
        Provenance before = good.provenance();
        Provenance after = now.provenance();
        if (before.commit().isEmpty() || after.commit().isEmpty()) {
            return "";
        }
        String moved = before.commit().equals(after.commit())
                ? "the same commit " + shortened(after.commit())
                : shortened(before.commit()) + " → " + shortened(after.commit());
        return moved + (after.dirty() ? ", with uncommitted changes" : "");
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }
}
