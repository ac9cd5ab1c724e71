package dev.slipway.plan;

import java.util.List;

/** Why an image is planned as it is, in words that a user can dispute. */
public sealed interface Cause {
    String inWords();

    record Unchanged() implements Cause {
        @Override
        public String inWords() {
            return "unchanged";
        }
    }

    /** A lower rung is kept because the rungs above failed for good from the very same inputs. */
    record StillDegraded(String variant, String preferred) implements Cause {
        @Override
        public String inWords() {
            return "unchanged; '" + preferred + "' failed from the same inputs, '" + variant + "' is kept";
        }
    }

    record NeverBuilt() implements Cause {
        @Override
        public String inWords() {
            return "never built";
        }
    }

    /** {@code changes} name the inputs, most telling first; empty when the earlier ones are not on record. */
    record InputsChanged(List<String> changes) implements Cause {
        private static final int SHOWN = 2;

        public InputsChanged {
            changes = List.copyOf(changes);
        }

        @Override
        public String inWords() {
            if (changes.isEmpty()) {
                return "inputs changed";
            }
            String shown = String.join(", ", changes.subList(0, Math.min(SHOWN, changes.size())));
            int rest = changes.size() - SHOWN;
            return rest > 0 ? shown + " and " + rest + " more" : shown;
        }
    }

    /** Its inputs are known only once these images are there. */
    record AwaitsImages(List<String> images) implements Cause {
        public AwaitsImages {
            images = List.copyOf(images);
        }

        @Override
        public String inWords() {
            return "starts from " + String.join(", ", images);
        }
    }

    record BaseMissing(String reference) implements Cause {
        @Override
        public String inWords() {
            return "base " + reference + " is not here yet";
        }
    }

    record Unreadable(String why) implements Cause {
        @Override
        public String inWords() {
            return why;
        }
    }

    /** A lower rung could be kept, but what stopped the preferred one may have passed, or it was asked for. */
    record PreferredAgain(String preferred, String kept) implements Cause {
        @Override
        public String inWords() {
            return "'" + preferred + "' is tried again instead of keeping '" + kept + "'";
        }
    }

    record Forced() implements Cause {
        @Override
        public String inWords() {
            return "forced";
        }
    }
}
