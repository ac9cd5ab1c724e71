package dev.slipway.diagnose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What is kept of a text of any length: its beginning, its end, and of what lies between only the lines that tell
 * something, with their neighbours. Bounded in lines and in length. Confined to one thread.
 */
final class Window<T> {
    static final int HEAD_LINES = 1_500;
    static final int TAIL_LINES = 6_000;
    static final int BETWEEN_LINES = 2_500;
    static final long MOST_LENGTH = 1L << 20;

    /** How many lines before and after a telling one are kept. */
    static final int BEFORE = 6;

    private static final int AFTER = 12;

    private final List<Kept<T>> head = new ArrayList<>();
    private final List<Kept<T>> early = new ArrayList<>();
    private final Deque<Kept<T>> late = new ArrayDeque<>();
    private final Deque<Kept<T>> passing = new ArrayDeque<>();
    private final Deque<Kept<T>> tail = new ArrayDeque<>();
    private long headLength;
    private long earlyLength;
    private long lateLength;
    private long tailLength;
    private int goingOn;

    /** A line with its number, from 1. */
    record Kept<T>(int number, T line, int length, boolean telling) {}

    void add(int number, T line, int length, boolean telling) {
        Kept<T> kept = new Kept<>(number, line, length, telling);
        if (begins()) {
            head.add(kept);
            headLength += length;
            return;
        }
        tail.addLast(kept);
        tailLength += length;
        while (tail.size() > TAIL_LINES || (tailLength > MOST_LENGTH / 2 && tail.size() > 1)) {
            Kept<T> leaving = tail.removeFirst();
            tailLength -= leaving.length();
            pass(leaving);
        }
    }

    /** Whether the next line is one of the beginning, all of which is kept. */
    boolean begins() {
        return tail.isEmpty() && head.size() < HEAD_LINES && headLength < MOST_LENGTH / 4;
    }

    /** Whether the next line that is kept of those between is kept for good; of later ones only the newest are. */
    boolean keepsEarly() {
        return early.size() < BETWEEN_LINES / 4 && earlyLength < MOST_LENGTH / 16;
    }

    /** Whether the next line is kept as one that follows a telling line, were it neither of the beginning nor of the end. */
    boolean goesOn() {
        return goingOn > 0;
    }

    /**
     * A line that is known to be neither of the beginning nor of the end; to be called before any line of the end is
     * added. A line that tells nothing may be left out where {@link #goesOn} is false and it is none of the {@link #BEFORE}
     * before a telling one.
     */
    void addBetween(int number, T line, int length, boolean telling) {
        pass(new Kept<>(number, line, length, telling));
    }

    private void pass(Kept<T> leaving) {
        if (leaving.telling()) {
            passing.forEach(this::keep);
            passing.clear();
            keep(leaving);
            goingOn = AFTER;
        } else if (goingOn > 0) {
            keep(leaving);
            goingOn--;
        } else {
            passing.addLast(leaving);
            if (passing.size() > BEFORE) {
                passing.removeFirst();
            }
        }
    }

    private void keep(Kept<T> line) {
        if (keepsEarly()) {
            early.add(line);
            earlyLength += line.length();
            return;
        }
        late.addLast(line);
        lateLength += line.length();
        while (late.size() > BETWEEN_LINES || (lateLength > MOST_LENGTH / 8 && late.size() > 1)) {
            lateLength -= late.removeFirst().length();
        }
    }

    /** What is kept, in order. */
    List<Kept<T>> lines() {
        List<Kept<T>> all = new ArrayList<>(head);
        all.addAll(early);
        all.addAll(late);
        all.addAll(tail);
        return all;
    }
}
