package dev.slipway.judgement;

import java.time.Instant;
import java.util.Locale;

/**
 * How steadily one step answers the same question. {@code pairs} are neighbouring trials of the same inputs, {@code flips} those
 * of them that ended differently, the first of each inputs left out, {@code failures} the trials that failed, {@code elsewhere} the trials left out because their
 * failure blames a remote or the machine. {@code score} is flips / pairs, {@code atLeast} the lower end of its interval.
 */
public record Steadiness(
        Step step,
        State state,
        int trials,
        int failures,
        int pairs,
        int flips,
        int elsewhere,
        double score,
        double atLeast,
        Instant last) {
    /** What is judged: one step of one variant. {@code subject} is an image, or {@code stack}. */
    public record Step(String subject, String variant, String kind, String step) {
        /** {@code backend/full: http /health}. */
        @Override
        public String toString() {
            return subject + (variant.isEmpty() ? "" : "/" + variant) + ": " + step;
        }
    }

    /** What it comes to. */
    public enum State {
        STEADY,
        FLAKY,
        /** It failed the last time and has not changed its mind often enough to be flaky. */
        BROKEN,
        /** Nothing can be said of so few trials with the same inputs. */
        TOO_FEW
    }

    public boolean flaky() {
        return state == State.FLAKY;
    }

    /** One sentence without a full stop. */
    public String words() {
        String counted = "failed " + failures + " of " + trials + " times";
        String blamed = elsewhere == 0
                ? ""
                : "; " + elsewhere + (elsewhere == 1 ? " more failure blames" : " more failures blame")
                        + " a remote or the machine, and do not count";
        return switch (state) {
            case FLAKY -> counted + ", and " + mind() + " (at least " + percent(atLeast) + ")" + blamed;
            case STEADY -> (failures == 0 ? "passed all " + trials + " times" : counted + ", and is steady") + blamed;
            case BROKEN -> counted + ", the last time too: broken rather than flaky" + blamed;
            case TOO_FEW ->
                "too few trials with the same inputs (" + (pairs == 0 ? "none" : pairs) + " to compare)" + blamed;
        };
    }

    /** Of a flaky step, what whoever met its failure should know: {@code known to be flaky: …}. */
    public String known() {
        return "known to be flaky: it " + mind();
    }

    private String mind() {
        return "changed its mind again " + flips + " of " + pairs + " times with the same inputs";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
