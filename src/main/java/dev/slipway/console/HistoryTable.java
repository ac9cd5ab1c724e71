package dev.slipway.console;

import dev.slipway.console.Display.Place;
import dev.slipway.past.Occasion;
import dev.slipway.past.PastBase;
import dev.slipway.past.PastRun;
import java.time.ZoneId;
import java.util.List;

/** Runs that are remembered, told by themselves. */
public final class HistoryTable {
    private static final int USUAL_WIDTH = 100;

    private HistoryTable() {}

    /** One line for each run. */
    public static void runs(List<PastRun> runs, Place place) {
        print(words(place).runs(runs, width(place)), place);
    }

    /** All that is known of one run. */
    public static void run(PastRun run, List<PastBase> bases, Place place) {
        int width = width(place);
        print(
                words(place)
                        .run(
                                run,
                                bases,
                                Integer.min(width, 1_000),
                                place.journal().apply(run.id())),
                place);
    }

    /** One image over time. */
    public static void image(List<Occasion> occasions, Place place) {
        print(words(place).image(occasions, width(place)), place);
    }

    private static HistoryWords words(Place place) {
        return new HistoryWords(place.surroundings().look(), ZoneId.systemDefault());
    }

    /** Where nobody can say, tables are as wide as they need, so that they can be cut and searched. */
    private static int width(Place place) {
        int columns = place.screen().get().columns();
        return place.surroundings().terminal() ? columns > 0 ? columns : USUAL_WIDTH : Integer.MAX_VALUE;
    }

    private static void print(List<Line> lines, Place place) {
        Look look = place.surroundings().look();
        lines.forEach(line -> place.out().print(line.print(look) + "\n"));
        place.out().flush();
    }
}
