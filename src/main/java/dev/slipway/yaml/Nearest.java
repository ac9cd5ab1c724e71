package dev.slipway.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Guesses what a misspelt name was meant to be. */
final class Nearest {
    private static final int LONGEST = 60;
    private static final int FEW = 8;
    private static final int MANY = 300;

    private Nearest() {}

    /** {@code Maybe 'backend'?}, or the choice where nothing is near and the choice is small; null where that helps nobody. */
    static @Nullable String hint(String typed, Collection<String> known) {
        Optional<String> near = to(typed, known);
        if (near.isPresent()) {
            return "Maybe " + Quoted.of(near.get()) + "?";
        }
        return known.isEmpty() || known.size() > FEW ? null : "Maybe " + Quoted.all(new ArrayList<>(known), "or") + "?";
    }

    static Optional<String> to(String typed, Collection<String> known) {
        if (typed.length() > LONGEST) {
            return Optional.empty();
        }
        int allowed = Math.max(1, Math.min(3, typed.length() / 3));
        record Guess(String name, int distance) {}
        List<Guess> guesses = known.stream()
                .limit(MANY)
                .filter(name -> name.length() <= LONGEST && Math.abs(name.length() - typed.length()) <= allowed)
                .map(name -> new Guess(name, distance(fold(typed), fold(name))))
                .filter(guess -> guess.distance() <= allowed)
                .toList();
        return guesses.stream().min(Comparator.comparingInt(Guess::distance)).map(Guess::name);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
