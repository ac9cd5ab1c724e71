package dev.slipway.console;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.diagnose.Quote;
import dev.slipway.journal.AttemptStory;
import dev.slipway.journal.BaseStory;
import dev.slipway.journal.ImageStory;
import dev.slipway.journal.StackStory;
import dev.slipway.run.RunEvent.AttemptEnded;
import dev.slipway.run.RunEvent.BaseEnded;
import dev.slipway.run.RunEvent.StackCheckEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that failed, told in the order in which it is read: what happened, what was seen, what to do. {@code step},
 * {@code log} and {@code output} (the step's last lines, shown where the diagnosis quotes nothing) may be empty.
 */
record Failure(String headline, Diagnosis why, String step, String log, List<String> output) {
    private static final int LABELS = 11;
    private static final String MAYBE = "Maybe ";

    Failure {
        output = List.copyOf(output);
    }

    static Optional<Failure> of(ImageStory image) {
        return image.lastFailedAttempt().flatMap(attempt -> of(image, attempt));
    }

    static Optional<Failure> of(ImageStory image, AttemptStory attempt) {
        return attempt.diagnosis()
                .map(why -> new Failure(
                        image.name() + " failed" + which(image, attempt),
                        why,
                        attempt.failedStep().map(step -> step.start().title()).orElse(""),
                        attempt.end().map(AttemptEnded::log).orElse(""),
                        List.of()));
    }

    /** {@code  (full, attempt 2)}: only what there could be another of. */
    private static String which(ImageStory image, AttemptStory attempt) {
        int number = attempt.start().number();
        String again = number > 1 ? "attempt " + number : "";
        String rung = image.hasLadder() ? attempt.variant() : "";
        String both = rung + (rung.isEmpty() || again.isEmpty() ? "" : ", ") + again;
        return both.isEmpty() ? "" : " (" + both + ")";
    }

    static Optional<Failure> of(BaseStory base) {
        return base.end()
                .map(BaseEnded::why)
                .map(why -> new Failure("base " + base.reference() + " failed", why, "", "", List.of()));
    }

    static Optional<Failure> of(StackStory check) {
        return check.end()
                .map(StackCheckEnded::why)
                .map(why -> new Failure("stack check '" + check.name() + "' failed", why, "", "", List.of()));
    }

    Failure with(List<String> lastLines) {
        return new Failure(headline, why, step, log, lastLines);
    }

    /** In one line: who, and the explanation. */
    String brief() {
        return why.explanation().isBlank() ? why.category() : why.explanation();
    }

    List<Line> lines(int width, Look look) {
        List<Line> lines = new ArrayList<>();
        String opening = Glyph.FAILED.in(look) + " " + headline + ": ";
        List<String> sentence = Columns.wrap(Sanitizer.clean(opening + brief()), width);
        sentence.forEach(text -> lines.add(Line.of(Tone.BAD, text)));
        if (!step.isBlank()) {
            addProse(lines, "step", step, width);
        }
        addEvidence(lines, width, look);
        addProse(lines, "nature", Wording.nature(why.nature()) + rule(), width);
        for (int i = 0; i < why.remedies().size(); i++) {
            String remedy = why.remedies().get(i);
            String advice = remedy.startsWith(MAYBE) ? remedy.substring(MAYBE.length()) : remedy;
            addProse(lines, i == 0 ? "Maybe" : "or", advice, width);
        }
        if (!log.isBlank()) {
            // Not broken: a path in two pieces can be neither clicked nor copied.
            lines.add(label("log").with(log));
        }
        return lines;
    }

    private String rule() {
        return why.rule().isBlank() || why.rule().equals("none") ? "" : " (" + why.rule() + ")";
    }

    private void addEvidence(List<Line> lines, int width, Look look) {
        List<Quote> quotes = why.quotes().isEmpty()
                ? output.stream().map(line -> new Quote(0, line)).toList()
                : why.quotes();
        int digits = quotes.stream()
                .mapToInt(quote ->
                        quote.line() > 0 ? Integer.toString(quote.line()).length() : 0)
                .max()
                .orElse(0);
        String label = why.quotes().isEmpty() ? "output" : "seen";
        for (Quote quote : quotes) {
            String number = quote.line() > 0 ? Integer.toString(quote.line()) : "";
            Line margin = label(label)
                    .with(Tone.FAINT, " ".repeat(digits - number.length()) + number)
                    .with(Tone.FAINT, (digits > 0 ? " " : "") + Glyph.QUOTE.in(look) + " ");
            Line next =
                    label("").with(Tone.FAINT, " ".repeat(digits > 0 ? digits + 1 : 0) + Glyph.QUOTE.in(look) + " ");
            List<String> pieces = pieces(quote.text(), width - margin.columns());
            for (int i = 0; i < pieces.size(); i++) {
                lines.add((i == 0 ? margin : next).with(pieces.get(i)));
            }
            label = "";
        }
    }

    /** Evidence keeps its spacing: it is broken where the line ends, not between words. */
    private static List<String> pieces(String text, int columns) {
        List<String> pieces = new ArrayList<>();
        String rest = Columns.breakUp(Sanitizer.clean(text), Integer.max(2, columns), pieces);
        pieces.add(rest);
        return pieces;
    }

    private static void addProse(List<Line> lines, String label, String text, int width) {
        String shown = label;
        for (String piece : Columns.wrap(Sanitizer.clean(text), width - LABELS)) {
            lines.add(label(shown).with(piece));
            shown = "";
        }
    }

    /** The left margin of a detail, with its label. */
    static Line label(String label) {
        return Line.of("  ").with(Tone.STRONG, label).padTo(LABELS);
    }
}
