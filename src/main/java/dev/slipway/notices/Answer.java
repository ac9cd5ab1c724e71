package dev.slipway.notices;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one try to send. {@code why} is a text of ours and of the other side, neither masked nor cleaned yet. */
sealed interface Answer {
    /** {@code remark} is what is worth telling though it was taken, or empty. */
    record Taken(String remark) implements Answer {}

    /** Not now, as it said itself or as nobody is there. {@code after} is how long it wants to be left alone. */
    record Later(String why, @Nullable Duration after) implements Answer {}

    /** No answer within the limit; whether it was taken nobody knows. */
    record Silent(String why) implements Answer {}

    /** Not like this: somebody has to change something. */
    record Refused(String why) implements Answer {}

    /** There is nobody to tell, and need not be. */
    record Nobody(String why) implements Answer {}

    /** The same, in words that may leave as far as this wording knows. */
    default Answer worded(Wording wording) {
        return switch (this) {
            case Taken(String remark) -> new Taken(wording.of(remark));
            case Later later -> new Later(wording.of(later.why()), later.after());
            case Silent(String why) -> new Silent(wording.of(why));
            case Refused(String why) -> new Refused(wording.of(why));
            case Nobody(String why) -> new Nobody(wording.of(why));
        };
    }
}
