package dev.slipway.diagnose;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Tells, one step a character, whether a line holds a word that speaks of trouble or of a step's end: a search for all
 * words at once, by the automaton of Aho and Corasick (1975), written out as one table. Letters count alike in both cases.
 * Each step awaits the one before it, so a long text is walked at four places at once, which takes little longer than at
 * one. Immutable.
 */
final class TellingBytes {
    static final List<String> WORDS = List.of(
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
    private static final int BYTES = 256;
    private static final int START = 0;

    /** In place of a state, where a word has ended. */
    private static final short FOUND = -1;

    private static final byte[] CLASSES = new byte[BYTES];

    /** The state after a letter, at the state and the letter's class: a state is the place where its own row begins. */
    private static final short[] NEXT;

    /** The state behind a word, which lasts until the line ends. */
    private static final int TOLD;

    /** What two neighbouring parts of a text share, so that no word is cut in two. */
    static final int SHARED = WORDS.stream().mapToInt(String::length).max().orElse(1) - 1;

    static {
        byte letters = 1;
        CLASSES['\n'] = letters++;
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
        int[] next = new int[most * LETTERS];
        boolean[] found = new boolean[most];
        Arrays.fill(next, -1);
        int states = 1;
        for (String word : WORDS) {
            int state = START;
            for (int i = 0; i < word.length(); i++) {
                int at = state * LETTERS + CLASSES[word.charAt(i)];
                if (next[at] < 0) {
                    next[at] = states++;
                }
                state = next[at];
            }
            found[state] = true;
        }
        complete(states, next, found);
        TOLD = states * LETTERS;
        NEXT = new short[TOLD + LETTERS];
        for (int at = 0; at < TOLD; at++) {
            NEXT[at] = found[next[at]] ? FOUND : (short) (next[at] * LETTERS);
        }
        Arrays.fill(NEXT, TOLD, NEXT.length, (short) TOLD);
        NEXT[TOLD + CLASSES['\n']] = START;
    }

    private TellingBytes() {}

    /** Gives each state a way on for each letter: that of its longest suffix which is a state too. */
    private static void complete(int states, int[] next, boolean[] found) {
        int[] suffix = new int[states];
        Deque<Integer> waiting = new ArrayDeque<>();
        for (int letter = 0; letter < LETTERS; letter++) {
            int child = next[letter];
            if (child > 0) {
                waiting.add(child);
            } else {
                next[letter] = START;
            }
        }
        while (!waiting.isEmpty()) {
            int state = waiting.remove();
            found[state] |= found[suffix[state]];
            for (int letter = 0; letter < LETTERS; letter++) {
                int at = state * LETTERS + letter;
                int other = next[suffix[state] * LETTERS + letter];
                if (next[at] < 0) {
                    next[at] = other;
                } else {
                    suffix[next[at]] = other;
                    waiting.add(next[at]);
                }
            }
        }
    }

    static boolean in(String line) {
        int state = START;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            state = NEXT[state + (c < BYTES ? CLASSES[c] : 0)];
            if (state == FOUND) {
                return true;
            }
        }
        return false;
    }

    static boolean in(byte[] text, int from, int to) {
        int state = START;
        for (int at = from; at < to; at++) {
            state = NEXT[state + CLASSES[text[at] & 0xFF]];
            if (state == FOUND) {
                return true;
            }
        }
        return false;
    }

    /** Sets the place where the first word of each line ends, and for some lines also that of a later one. */
    static void mark(byte[] text, int from, int to, BitSet ends) {
        int part = Math.max(0, to - from - SHARED) / 4;
        int second = part;
        int third = 2 * part;
        int fourth = 3 * part;
        int a = START;
        int b = START;
        int c = START;
        int d = START;
        int end = part == 0 ? from : from + part + SHARED;
        for (int at = from; at < end; at++) {
            a = NEXT[a + CLASSES[text[at] & 0xFF]];
            b = NEXT[b + CLASSES[text[at + second] & 0xFF]];
            c = NEXT[c + CLASSES[text[at + third] & 0xFF]];
            d = NEXT[d + CLASSES[text[at + fourth] & 0xFF]];
            if ((a | b | c | d) < 0) {
                a = ended(a, at, ends);
                b = ended(b, at + second, ends);
                c = ended(c, at + third, ends);
                d = ended(d, at + fourth, ends);
            }
        }
        for (int at = end + fourth; at < to; at++) {
            d = ended(NEXT[d + CLASSES[text[at] & 0xFF]], at, ends);
        }
    }

    private static int ended(int state, int at, BitSet ends) {
        if (state == FOUND) {
            ends.set(at);
            return TOLD;
        }
        return state;
    }
}
