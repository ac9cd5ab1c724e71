package dev.slipway.report.junit;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.StepStory;
import dev.slipway.report.junit.Case.Failure;
import java.util.Locale;
import java.util.Optional;

/** What a failure says. */
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Failure failure(boolean error, Diagnosis why, String which, Optional<StepStory> step) {
        String sentence = why.explanation().isBlank() ? why.category() : why.explanation();
        StringBuilder text = new StringBuilder(sentence).append("\n\n").append(which);
        step.ifPresent(failed -> text.append(", step: ").append(failed.start().title()));
        text.append('\n');
        for (Quote quote : why.quotes()) {
            text.append("  > ");
            if (quote.line() > 0) {
                text.append(quote.line()).append(": ");
            }
            text.append(quote.text()).append('\n');
        }
        text.append("nature: ").append(of(why.nature()));
        if (!why.rule().isBlank() && !why.rule().equals("none")) {
            text.append(" (").append(why.rule()).append(')');
        }
        text.append('\n');
        why.remedies().forEach(remedy -> text.append(remedy).append('\n'));
        return new Failure(error, why.category().isBlank() ? "unknown" : why.category(), sentence, text.toString());
    }
}
