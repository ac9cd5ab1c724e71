package dev.slipway.diagnose;

/**
 * Which groups of four characters a text holds: a text that lacks one of a word's groups lacks the word, and so most words
 * need not be searched for at all. The idea is that of q-grams (Ukkonen, 1992), which Cox (2012) used to search code for
 * expressions. Groups share places in a table, so the answer may be a wrong yes and is never a wrong no. Immutable.
 */
final class Grams {
    private static final int SIZE = 4;
    private static final int SHIFT = 5;

    /** As wide as a group's shifts together: the fifth character back has left the place by then. */
    private static final int MASK = (1 << (SIZE * SHIFT)) - 1;

    private final long[] seen = new long[(MASK + 1) / Long.SIZE];

    Grams(String text) {
        int place = 0;
        for (int at = 0; at < text.length(); at++) {
            place = next(place, text.charAt(at));
            if (at >= SIZE - 1) {
                seen[place / Long.SIZE] |= 1L << place;
            }
        }
    }

    private static int next(int place, char character) {
        return ((place << SHIFT) ^ character) & MASK;
    }

    /** Whether the text may hold the word; of a word shorter than a group nothing is known. */
    boolean mayHold(String word) {
        int place = 0;
        for (int at = 0; at < word.length(); at++) {
            place = next(place, word.charAt(at));
            if (at >= SIZE - 1 && (seen[place / Long.SIZE] & (1L << place)) == 0) {
                return false;
            }
        }
        return true;
    }
}
