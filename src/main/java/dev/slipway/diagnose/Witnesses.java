package dev.slipway.diagnose;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines a rule may rest on, laid out so that many clues can be looked for in a long text: a clue's literal parts
 * are searched in the whole, and only the lines that hold them are tried with the expression.
 */
final class Witnesses {
    private static final int UNKNOWN = -1;
    private static final int NOWHERE = Integer.MAX_VALUE;

    private final List<Line> lines;
    private final String text;
    private final String lowered;
    private final Grams textGrams;
    private final Grams loweredGrams;
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
        this.textGrams = new Grams(text);
        this.loweredGrams = new Grams(lowered);
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
        Grams grams = clue.anyCase() ? loweredGrams : textGrams;
        if (from >= lines.size() || !mayHold(grams, clue)) {
            return Optional.empty();
        }
        String searched = clue.anyCase() ? lowered : text;
        List<String> literals = clue.literals();
        int[] positions = new int[literals.size()];
        Arrays.setAll(positions, i -> grams.mayHold(literals.get(i)) ? UNKNOWN : NOWHERE);
        int at = from;
        while (at < lines.size()) {
            int nearest = NOWHERE;
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] < starts[at]) {
                    int found = searched.indexOf(literals.get(i), starts[at]);
                    positions[i] = found < 0 ? NOWHERE : found;
                }
                nearest = Math.min(nearest, positions[i]);
            }
            if (nearest == NOWHERE) {
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
        Grams grams = clue.anyCase() ? loweredGrams : textGrams;
        String searched = clue.anyCase() ? lowered : text;
        List<String> literals = clue.literals();
        int[] positions = new int[literals.size()];
        Arrays.setAll(positions, i -> grams.mayHold(literals.get(i)) ? Integer.MAX_VALUE : -1);
        int at = lines.size() - 1;
        while (at > first) {
            int end = starts[at] + lines.get(at).text().length();
            int nearest = -1;
            for (int i = 0; i < positions.length; i++) {
                if (positions[i] > end) {
                    positions[i] = searched.lastIndexOf(literals.get(i), end);
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

    /** These, and in the place of each line that fits one of the clues an empty one; the same where none does. */
    Witnesses without(List<Clue> clues) {
        if (clues.stream().noneMatch(this::hold)) {
            return this;
        }
        return new Witnesses(lines.stream()
                .map(line -> clues.stream().anyMatch(clue -> clue.fits(line)) ? line.emptied() : line)
                .toList());
    }

    boolean hold(Clue clue) {
        return next(clue, 0).isPresent();
    }

    private static boolean mayHold(Grams grams, Clue clue) {
        for (List<String> part : clue.parts()) {
            if (part.stream().noneMatch(grams::mayHold)) {
                return false;
            }
        }
        return true;
    }

    private int lineAt(int position) {
        int at = Arrays.binarySearch(starts, position);
        return at >= 0 ? at : -at - 2;
    }
}
