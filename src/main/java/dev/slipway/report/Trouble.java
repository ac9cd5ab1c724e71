package dev.slipway.report;

import dev.slipway.diagnose.Diagnosis;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing of a run that failed and was diagnosed. {@code subject} is an image, or what else failed in words; {@code
 * headline} says in a few words what failed; {@code step} is the failed step as deep inside as is known, and may be empty.
 * {@code log} is the name of the file with the whole output, in the run's folder of logs, and may be empty.
 */
public record Trouble(
        Weight weight, String subject, String headline, Diagnosis why, String step, @Nullable Place place, String log) {

    /** What it means for the run. */
    public enum Weight {
        /** Something that was promised is not there because of it. */
        ERROR,
        /** Something else stands in for it, or the run has not ended yet. */
        WARNING,
        /** The same was tried again. */
        NOTE
    }

    public Optional<Place> where() {
        return Optional.ofNullable(place);
    }

    /** The rule that recognised it, else its category, in words that make an id. */
    public String rule() {
        String rule = why.rule().isBlank() || why.rule().equals("none") ? why.category() : why.rule();
        String id = rule.replaceAll("[^A-Za-z0-9._-]+", "-");
        return id.isEmpty() ? "unknown" : id;
    }

    /** The explanation; the category where there is none. */
    public String sentence() {
        return why.explanation().isBlank() ? why.category() : why.explanation();
    }
}
