package dev.slipway.diagnose;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Tells, one step a character, whether a line holds a word that speaks of trouble or of a step's end: a search for all
 * words at once, by the automaton of Aho and Corasick. Letters count alike in both cases. Immutable.
 */
final class TellingBytes {
    private static final List<String> WORDS = List.of(
            "error",
            "err!",
            "err:",
            "fail",
            "fatal",
            "exception",
            "traceback",
            "not found",
            "no such",
            "denied",
            "refused",
            "cannot",
            "could not",
            "can't",
            "unable",
            "killed",
            "no space",
            "timed out",
            "timeout",
            "exit code",
            "unauthorized",
            "too many",
            "panic",
            "mismatch",
            "invalid",
            "missing",
            "conflict",
            "requires",
            " done ",
            "canceled",
            "step ",
            " ---> ",
            "successfully ",
            "try again",
            "retry",
            "in use");

    private static final int LETTERS = 64;
    private static final byte[] CLASSES = new byte[128];
    private static final int[] NEXT;
    private static final boolean[] FOUND;
    static final int START = 0;

    static {
        byte letters = 1;
        for (String word : WORDS) {
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                if (CLASSES[c] == 0) {
                    CLASSES[c] = letters++;
                }
            }
        }
        for (char c = 'a'; c <= 'z'; c++) {
            CLASSES[c - 'a' + 'A'] = CLASSES[c];
        }
        int most = WORDS.stream().mapToInt(String::length).sum() + 1;
        NEXT = new int[most * LETTERS];
        FOUND = new boolean[most];
        Arrays.fill(NEXT, -1);
        int states = 1;
        for (String word : WORDS) {
            int state = START;
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                int at = state * LETTERS + CLASSES[c];
                if (NEXT[at] < 0) {
                    NEXT[at] = states++;
                }
                state = NEXT[at];
            }
            FOUND[state] = true;
        }
        complete(states);
    }

    private TellingBytes() {}

    /** Gives each state a way on for each letter: that of its longest suffix which is a state too. */
    private static void complete(int states) {
        int[] suffix = new int[states];
        Deque<Integer> waiting = new ArrayDeque<>();
        for (int letter = 0; letter < LETTERS; letter++) {
            int child = NEXT[letter];
            if (child > 0) {
                waiting.add(child);
            } else {
                NEXT[letter] = START;
            }
        }
        while (!waiting.isEmpty()) {
            int state = waiting.remove();
            FOUND[state] |= FOUND[suffix[state]];
            for (int letter = 0; letter < LETTERS; letter++) {
                int at = state * LETTERS + letter;
                int other = NEXT[suffix[state] * LETTERS + letter];
                if (NEXT[at] < 0) {
                    NEXT[at] = other;
                } else {
                    suffix[NEXT[at]] = other;
                    waiting.add(NEXT[at]);
                }
            }
        }
    }

    static int next(int state, int character) {
        return NEXT[state * LETTERS + (character >= 0 && character < 128 ? CLASSES[character] : 0)];
    }

    static boolean found(int state) {
        return FOUND[state];
    }

    static boolean in(String line) {
        int state = START;
        for (int at = 0; at < line.length(); at++) {
            state = next(state, line.charAt(at));
            if (FOUND[state]) {
                return true;
            }
        }
        return false;
    }
}
