package dev.slipway.console;

import dev.slipway.console.Display.Place;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What failed images have otherwise than when they were last good, as it stands below the summary of their run. */
public final class SinceGood {
    private static final int WIDEST_PROSE = 120;
    /** Of the sentence; one more says where the rest is told. */
    private static final int MOST_LINES = 2;

    private SinceGood() {}

    /** {@code sentence} is without a full stop. */
    public record Told(String image, String sentence, LocalDate goodDay) {}

    /** Nothing where there is nothing to tell. */
    public static void print(List<Told> all, OutputMode asked, Place place) {
        Look look = place.surroundings().look();
        lines(all, width(asked, place), look).forEach(line -> place.out().print(line.print(look) + "\n"));
        place.out().flush();
    }

    /** Where lines are not broken by us, they are not broken at all: whoever searches a log finds what it searches. */
    private static int width(OutputMode asked, Place place) {
        if (place.surroundings().resolve(asked) != OutputMode.TTY) {
            return Integer.MAX_VALUE;
        }
        int columns = place.screen().get().columns();
        return Integer.min(columns > 0 ? columns : Screen.USUAL.columns(), WIDEST_PROSE);
    }

    static List<Line> lines(List<Told> all, int width, Look look) {
        List<Line> lines = new ArrayList<>();
        if (!all.isEmpty()) {
            lines.add(Line.EMPTY);
        }
        for (Told told : all) {
            List<Line> sentence = Failure.label("drift")
                    .with(Tone.STRONG, told.image())
                    .with(": " + told.sentence())
                    .wrap(width, Failure.label("").columns());
            lines.addAll(cut(sentence, width, look));
            lines.add(Failure.label("more")
                    .with("slipway history drift " + told.image())
                    .with(Tone.FAINT, "  last good on " + told.goodDay())
                    .fit(width, look));
        }
        return lines;
    }

    private static List<Line> cut(List<Line> sentence, int width, Look look) {
        if (sentence.size() <= MOST_LINES) {
            return sentence.stream().map(line -> line.fit(width, look)).toList();
        }
        List<Line> kept = new ArrayList<>(sentence.subList(0, MOST_LINES));
        // What does not fit makes the line too long, and so its end is shown to be cut.
        String rest = sentence.get(MOST_LINES).print(Look.BARE).strip();
        kept.add(kept.removeLast().with(" " + rest));
        kept.replaceAll(line -> line.fit(width, look));
        return kept;
    }
}
