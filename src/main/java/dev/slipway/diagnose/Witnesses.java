package dev.slipway.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines a rule may rest on, laid out so that many clues can be looked for in a long text: a clue's literal parts
 * are searched in the whole, and only the lines that hold one are tried with the expression.
 */
final class Witnesses {
    private final List<Line> lines;
    private final String text;
    private final String lowered;
    private final int[] starts;

    Witnesses(List<Line> lines) {
        this.lines = List.copyOf(lines);
        this.starts = new int[lines.size()];
        StringBuilder whole = new StringBuilder();
        StringBuilder wholeLowered = new StringBuilder();
        for (int at = 0; at < lines.size(); at++) {
            starts[at] = whole.length();
            whole.append(lines.get(at).text()).append('\n');
            wholeLowered.append(lines.get(at).lowered()).append('\n');
        }
        this.text = whole.toString();
        this.lowered = wholeLowered.toString();
    }

    /** A line that fits a clue, and what it captured. */
    record Sighting(int at, Map<String, String> captures) {}

    List<Line> lines() {
        return lines;
    }

    Line line(int at) {
        return lines.get(at);
    }

    /** The first line from {@code from} on that fits. */
    Optional<Sighting> next(Clue clue, int from) {
        if (from >= lines.size()) {
            return Optional.empty();
        }
        String searched = clue.anyCase() ? lowered : text;
        int[] positions = new int[clue.literals().size()];
        Arrays.fill(positions, -1);
        int at = from;
        while (at < lines.size()) {
            int nearest = Integer.MAX_VALUE;
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] < starts[at]) {
                    int found = searched.indexOf(clue.literals().get(i), starts[at]);
                    positions[i] = found < 0 ? Integer.MAX_VALUE : found;
                }
                nearest = Math.min(nearest, positions[i]);
            }
            if (nearest == Integer.MAX_VALUE) {
                return Optional.empty();
            }
            at = lineAt(nearest);
            if (at >= lines.size()) {
                return Optional.empty();
            }
            Optional<Map<String, String>> captures = clue.in(lines.get(at));
            if (captures.isPresent()) {
                return Optional.of(new Sighting(at, captures.get()));
            }
            at++;
        }
        return Optional.empty();
    }

    /** The last line that fits and stands behind {@code first}, which fits; else {@code first}. */
    int last(Clue clue, int first) {
        String searched = clue.anyCase() ? lowered : text;
        int[] positions = new int[clue.literals().size()];
        Arrays.fill(positions, Integer.MAX_VALUE);
        int at = lines.size() - 1;
        while (at > first) {
            int end = starts[at] + lines.get(at).text().length();
            int nearest = -1;
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] > end) {
                    positions[i] = searched.lastIndexOf(clue.literals().get(i), end);
                }
                nearest = Math.max(nearest, positions[i]);
            }
            if (nearest < 0) {
                return first;
            }
            at = Math.min(at, lineAt(nearest));
            if (at > first && clue.fits(lines.get(at))) {
                return at;
            }
            at--;
        }
        return first;
    }

    boolean hold(Clue clue) {
        return next(clue, 0).isPresent();
    }

    private int lineAt(int position) {
        int at = Arrays.binarySearch(starts, position);
        return at >= 0 ? at : -at - 2;
    }
}
