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

    /**
     * One failed image. {@code sentence} is without a full stop; {@code elsewhere} is where it was good, as in {@link
     * dev.slipway.past.Bill}, and empty when that was here.
     *
     * @param run the id of the run that is told of
     */
    public record Told(String image, String run, String sentence, LocalDate goodDay, String elsewhere) {}

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
            lines.addAll(more(told, width, look));
        }
        return lines;
    }

    /** How to see all of it, and when and where it was good: below it where there is no room beside it. */
    private static List<Line> more(Told told, int width, Look look) {
        Line command = Failure.label("more").with("slipway history drift " + told.image() + " --run " + told.run());
        String good = "last good on " + told.goodDay()
                + (told.elsewhere().isEmpty() ? "" : " in another home, " + told.elsewhere());
        Line beside = command.with(Tone.FAINT, "  " + good);
        return beside.columns() <= width
                ? List.of(beside)
                : List.of(
                        command.fit(width, look),
                        Failure.label("").with(Tone.FAINT, good).fit(width, look));
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
