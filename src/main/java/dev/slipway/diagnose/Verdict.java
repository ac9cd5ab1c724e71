package dev.slipway.diagnose;

import java.util.List;

/**
 * All that is said of a log. {@code failed} is false where it tells of no failure at all: then the diagnosis has the
 * category {@code none}, its nature decides nothing, and its quotes are what looked alarming. {@code links} are the
 * primary sources of the rule.
 */
public record Verdict(boolean failed, Diagnosis diagnosis, Confidence confidence, List<String> links) {
    /** The category of a log that tells of no failure. */
    public static final String NOTHING_FAILED = "none";

    public Verdict {
        links = List.copyOf(links);
    }

    public boolean ruled() {
        return !diagnosis.rule().equals(Diagnostician.NO_RULE);
    }

    /** The diagnosis' nature in small letters; {@code none} where nothing failed. */
    public String nature() {
        return failed ? diagnosis.nature().name().toLowerCase(java.util.Locale.ROOT) : NOTHING_FAILED;
    }

    /** What a run does next, in one sentence. */
    public String next() {
        if (!failed) {
            return "Nothing: the log tells of no failure.";
        }
        return switch (diagnosis.nature()) {
            case TRANSIENT ->
                "A run tries the same variant again, waiting longer each time"
                        + diagnosis
                                .retryAfter()
                                .map(pause -> " and at least " + pause.toSeconds() + " s as asked")
                                .orElse("")
                        + "; then the next variant.";
            case DETERMINISTIC -> "A run takes the next variant at once; the same one would fail again.";
            case CONFIGURATION ->
                "A run stops this image: its author must change something, and a fallback would hide that.";
            case ENVIRONMENT -> environment();
            case UNKNOWN -> "A run takes the next variant" + (ruled() ? "." : ", and says that no rule matched.");
        };
    }

    private String environment() {
        return switch (diagnosis.category()) {
            case "out-of-memory-killed" ->
                "A run builds this image once more with nothing beside it; then the next variant.";
            case "daemon-unreachable" -> "A run waits for the engine to come back, and stops if it does not.";
            default -> "A run stops this image: the host must change first.";
        };
    }
}
