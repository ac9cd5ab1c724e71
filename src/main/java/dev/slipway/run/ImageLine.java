package dev.slipway.run;

import dev.slipway.diagnose.Nature;
import dev.slipway.diagnose.Remote;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where one image stands. Touched by the conductor's thread alone. */
final class ImageLine {
    private final ImageSpec image;
    private final List<Tactics.Past> failures = new ArrayList<>();
    private State state = State.WAITING;
    private int rung;
    private int number;
    private boolean alone;
    private boolean pinned;
    private boolean told;
    private long begunAt;
    private long heldUntil;
    private @Nullable Remote remote;
    private @Nullable ImageEnd end;

    ImageLine(ImageSpec image) {
        this.image = image;
    }

    /** In the order of a normal life. */
    enum State {
        /** For what it needs. */
        WAITING,
        /** May be prepared as soon as there is a place. */
        TO_PREPARE,
        /** May be tried as soon as there is a place. */
        TO_TRY,
        /** A worker has it. */
        WORKING,
        /** Until its delay is over. */
        PAUSING,
        /** Until the engine answers. */
        ENGINELESS,
        DONE
    }

    ImageSpec image() {
        return image;
    }

    String name() {
        return image.name();
    }

    State state() {
        return state;
    }

    void state(State next) {
        state = next;
    }

    boolean alone() {
        return alone;
    }

    Variant variant() {
        return image.variants().get(rung);
    }

    /** How many rungs may take the place of the one that is tried; none that of a spare one. */
    int rungsBelow() {
        return pinned || proven() ? 0 : image.variants().size() - 1 - rung;
    }

    private boolean degraded() {
        return rung > 0;
    }

    /** Whether it was there already and is only asked again. */
    boolean pinned() {
        return pinned;
    }

    /** Only this variant is asked, and no other may take its place. */
    void pin(String variant) {
        for (int i = 0; i < image.variants().size(); i++) {
            if (image.variants().get(i).name().equals(variant)) {
                rung = i;
                pinned = true;
                return;
            }
        }
        throw new IllegalStateException("image '" + name() + "' has no variant '" + variant + "'");
    }

    List<Tactics.Past> failures() {
        return failures;
    }

    boolean told() {
        return told;
    }

    long begunAt() {
        return begunAt;
    }

    void begin(long now) {
        told = true;
        begunAt = now;
    }

    /** The number of the attempt that begins now, counted for its variant. */
    int nextAttempt() {
        number++;
        return number;
    }

    int nextNumber() {
        return number + 1;
    }

    void again(boolean nothingBeside) {
        alone = nothingBeside;
    }

    void fallBack() {
        rung++;
        number = 0;
        alone = false;
        remote = null;
    }

    /** Whom its variant's last attempt failed at. */
    Optional<Remote> remote() {
        return Optional.ofNullable(remote);
    }

    void remote(@Nullable Remote failedAt) {
        remote = failedAt;
    }

    /** @return whether that is news */
    boolean hold(long until) {
        boolean news = heldUntil != until;
        heldUntil = until;
        return news;
    }

    /** Whether its next attempt repeats one that failed by what may pass. */
    boolean retries() {
        return !failures.isEmpty()
                && failures.getLast().passing()
                && failures.getLast().variant().equals(variant().name());
    }

    Work.Rungs rungs() {
        if (proven()) {
            return Work.Rungs.ONE_ABOVE_IS_GOOD;
        }
        if (rung == 0) {
            return Work.Rungs.NONE_ABOVE;
        }
        boolean forGood = image.variants().subList(0, rung).stream().allMatch(variant -> failedForGood(variant.name()));
        return forGood ? Work.Rungs.ABOVE_FAILED_FOR_GOOD : Work.Rungs.ABOVE_MAY_PASS;
    }

    /** The last failure counts: it is the one that led away from the variant. */
    private boolean failedForGood(String variant) {
        return failures.stream()
                .filter(failure -> failure.variant().equals(variant))
                .reduce((earlier, later) -> later)
                .map(failure -> failure.why().nature() == Nature.DETERMINISTIC)
                .orElse(false);
    }

    /** How it ends is settled; it has not ended, as long as there are rungs to spare. */
    void end(ImageEnd how) {
        end = how;
    }

    /** The tried variant is the working one. */
    void prove(RunEvent.Result result) {
        ImageStatus status = degraded() ? ImageStatus.DEGRADED : pinned ? ImageStatus.CACHED : ImageStatus.BUILT;
        end(new ImageEnd(name(), status, result, passedBecause(), null, false));
    }

    private String passedBecause() {
        if (pinned) {
            return degraded() ? "'" + variant().name() + "' was proven last" : "proven again";
        }
        return degraded() ? failures.getFirst().why().category() : "";
    }

    /** Whether there is a working image of it, though its spare rungs may still be tried. */
    boolean proven() {
        return end != null && end.status().proven();
    }

    /** Goes on to the next rung below, of which nothing is known yet, whatever the ones above met. */
    boolean spare() {
        if (pinned || rung + 1 >= image.variants().size()) {
            return false;
        }
        fallBack();
        failures.clear();
        return true;
    }

    ImageEnd end() {
        if (end == null) {
            throw new IllegalStateException("image '" + name() + "' has not ended but is " + state);
        }
        return end;
    }
}
