package dev.slipway.console;

import dev.slipway.console.Display.Place;
import dev.slipway.stack.Row;
import java.util.List;

/** The table of what stands, by itself. */
public final class StackTable {
    private StackTable() {}

    public static void print(List<Row> rows, Place place) {
        Look look = place.surroundings().look();
        int columns = place.screen().get().columns();
        int width = place.surroundings().terminal() && columns > 0 ? columns : Integer.MAX_VALUE;
        new StackWords(look, 0).table(rows, width).forEach(line -> place.out().print(line.print(look) + "\n"));
        place.out().flush();
    }
}
