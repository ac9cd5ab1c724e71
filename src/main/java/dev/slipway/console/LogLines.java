package dev.slipway.console;

import dev.slipway.console.Display.Place;
import dev.slipway.engine.OutputSink;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines of several containers, each behind the name of its role, each role in a colour of its own. */
public final class LogLines {
    private static final List<Tone> TONES = List.of(Tone.CYAN, Tone.YELLOW, Tone.GREEN, Tone.MAGENTA, Tone.BLUE);

    private final Place place;
    private final Look look;
    private final List<String> roles;
    private final UnaryOperator<String> mask;
    private final boolean times;
    private final int columns;

    /** @param mask takes out what nobody may be told */
    public LogLines(Place place, List<String> roles, UnaryOperator<String> mask, boolean times) {
        this.place = place;
        this.look = place.surroundings().look();
        this.roles = List.copyOf(roles);
        this.mask = mask;
        this.times = times;
        this.columns = roles.stream().mapToInt(Columns::of).max().orElse(0);
    }

    public void line(String role, Instant at, OutputSink.Stream stream, String line) {
        Tone tone = TONES.get(Math.floorMod(roles.indexOf(role), TONES.size()));
        String fill = " ".repeat(columns + 1 - Columns.of(role));
        Line told = Line.of(tone, role + fill + Glyph.QUOTE.in(look)).with(" ");
        if (times) {
            told = told.with(Tone.FAINT, at + " ");
        }
        place.out().print(told.with(mask.apply(line)).print(look) + "\n");
        place.out().flush();
    }
}
