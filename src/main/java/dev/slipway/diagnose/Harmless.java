package dev.slipway.diagnose;

import dev.slipway.diagnose.Line.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines that look alarming and are the cause of nothing, whatever else a log holds. Immutable. */
record Harmless(List<Clue> clues) {
    Harmless {
        clues = List.copyOf(clues);
    }

    /** The same lines, the harmless among them no witnesses. */
    List<Line> mark(List<Line> lines) {
        Witnesses whole = new Witnesses(lines);
        List<Line> marked = new ArrayList<>(lines);
        for (Clue clue : clues) {
            Optional<Witnesses.Sighting> sighting = whole.next(clue, 0);
            while (sighting.isPresent()) {
                int at = sighting.get().at();
                marked.set(at, marked.get(at).as(Standing.ASIDE));
                sighting = whole.next(clue, at + 1);
            }
        }
        return marked;
    }
}
