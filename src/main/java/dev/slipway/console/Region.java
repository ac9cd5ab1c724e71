package dev.slipway.console;

import java.io.PrintWriter;
import java.util.List;

/**
 * The lowest lines of a terminal, rewritten in place; what is printed above them stays and scrolls away like any output.
 * Each drawing is one write, so nothing flickers: lines are overwritten and their rests cleared, never the whole region.
 * The cursor rests, hidden, at the start of the line below it.
 */
final class Region {
    private static final String ESC = "\u001b[";
    private static final String CLEAR_BELOW = ESC + "J";
    private static final String CLEAR_REST = ESC + "K";
    private static final String HIDE_CURSOR = ESC + "?25l";
    private static final String SHOW_CURSOR = ESC + "?25h";
    /** A sign measured wrongly is cut at the edge and does not push the region down. */
    private static final String NO_WRAP = ESC + "?7l";

    private static final String WRAP = ESC + "?7h";
    /** Terminals that know it show the whole drawing at once; the others ignore it. */
    private static final String BEGIN = ESC + "?2026h";

    private static final String END = ESC + "?2026l";

    private final PrintWriter out;
    private final Look look;
    private List<Line> drawn = List.of();
    private Screen drawnOn = Screen.USUAL;
    private boolean hidden;

    Region(PrintWriter out, Look look) {
        this.out = out;
        this.look = look;
    }

    /** Prints {@code above} for good, and the region anew under it. */
    void draw(List<Line> above, List<Line> lines, Screen screen) {
        if (above.isEmpty() && lines.equals(drawn) && screen.equals(drawnOn)) {
            return;
        }
        StringBuilder text = new StringBuilder(BEGIN);
        if (!hidden) {
            text.append(HIDE_CURSOR);
            hidden = true;
        }
        text.append(toTop(screen));
        // A resized terminal remembers which rows were one line, unless they are cleared, and joins them when it
        // widens.
        if (!above.isEmpty() || !screen.equals(drawnOn)) {
            text.append(CLEAR_BELOW);
        }
        above.forEach(line -> text.append(line.print(look)).append('\n'));
        text.append(NO_WRAP);
        lines.forEach(line -> text.append(line.print(look)).append(CLEAR_REST).append('\n'));
        text.append(CLEAR_BELOW).append(WRAP).append(END);
        write(text);
        drawn = List.copyOf(lines);
        drawnOn = screen;
    }

    /** Takes the region away, gives the cursor back, and prints these lines where the region was. */
    void finish(List<Line> last, Screen screen) {
        StringBuilder text = new StringBuilder();
        if (!drawn.isEmpty()) {
            text.append(toTop(screen)).append(CLEAR_BELOW);
        }
        last.forEach(line -> text.append(line.print(look)).append('\n'));
        if (hidden) {
            text.append(SHOW_CURSOR);
        }
        write(text);
        drawn = List.of();
        hidden = false;
    }

    /** A terminal that became narrower has broken our lines into several. */
    private String toTop(Screen screen) {
        int columns = Integer.max(1, screen.columns());
        int rows = 0;
        for (Line line : drawn) {
            rows += Integer.max(1, (line.columns() + columns - 1) / columns);
        }
        int up = Integer.min(rows, Integer.max(0, screen.rows() - 1));
        return up == 0 ? "\r" : "\r" + ESC + up + "A";
    }

    private void write(StringBuilder text) {
        if (!text.isEmpty()) {
            out.print(text);
            out.flush();
        }
    }
}
