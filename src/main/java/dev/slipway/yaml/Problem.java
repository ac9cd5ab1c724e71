package dev.slipway.yaml;

import dev.slipway.model.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mistake of an author, printed as {@code FILE:LINE:COLUMN: WHERE: SENTENCE. HINT}. {@code where} is the breadcrumb
 * of the place inside the file and may be empty. Whatever the file holds, a problem prints on one line and sends no
 * control character to a terminal.
 */
public record Problem(Origin origin, String where, String sentence, @Nullable String advice) {
    public Problem {
        origin = new Origin(Quoted.oneLine(origin.file()), origin.line(), origin.column());
        where = Quoted.oneLine(where);
        sentence = Quoted.oneLine(sentence);
        advice = advice == null ? null : Quoted.oneLine(advice);
    }

    public Optional<String> hint() {
        return Optional.ofNullable(advice);
    }

    @Override
    public String toString() {
        return origin + ": " + (where.isEmpty() ? "" : where + ": ") + sentence + (advice == null ? "" : ". " + advice);
    }
}
