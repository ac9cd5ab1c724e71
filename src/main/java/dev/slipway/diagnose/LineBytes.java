package dev.slipway.diagnose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a stream of bytes into lines and keeps those that matter. Lines are handed on in blocks; the last blocks are held
 * until it is known whether their lines are the log's end. Of a line of any length the beginning and the end are held.
 */
final class LineBytes {
    /** Of a longer line the middle is left out; a whole log written as one string has its end in it. */
    static final int LONGEST = 1 << 18;

    private static final int END = LONGEST / 2;
    private static final int BLOCK = 1 << 16;

    /** A block with so many telling lines may wait: of some such blocks only the lines of the last are kept. */
    private static final int CROWDED = Window.BETWEEN_LINES / 8;

    private final Window<byte[]> window = new Window<>();
    private final Deque<LineBlock> held = new ArrayDeque<>();
    private final Deque<LineBlock> crowded = new ArrayDeque<>();
    private final Deque<LineBlock> free = new ArrayDeque<>();
    private byte[] bytes = new byte[BLOCK];
    private int filled;
    private int number = 1;
    private long heldLength;
    private long heldLines;
    private int crowdedLines;
    private long length;

    /** Of a line that is longer than what is held of it: whether a word told something, and where the search goes on. */
    private boolean telling;

    private int unread;

    void take(byte[] given, int from, int to) {
        length += to - from;
        int at = from;
        while (at < to) {
            if (filled == bytes.length) {
                makeRoom();
            }
            int fitting = Math.min(to - at, bytes.length - filled);
            System.arraycopy(given, at, bytes, filled, fitting);
            filled += fitting;
            at += fitting;
        }
    }

    private void makeRoom() {
        int end = filled;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end > 0) {
            handOn(end);
        } else if (bytes.length < 2 * LONGEST) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        } else {
            dropMiddle(filled);
            // A word may have begun at the very end.
            unread = LONGEST - TellingBytes.SHARED;
        }
    }

    /** Of the first line, which ends at {@code end}. */
    private void dropMiddle(int end) {
        telling |= TellingBytes.in(bytes, unread, end);
        System.arraycopy(bytes, end - END, bytes, LONGEST - END, filled - end + END);
        filled -= end - LONGEST;
        unread = LONGEST;
    }

    /** The lines up to {@code end}, which is behind the end of one; what follows begins the next block. */
    private void handOn(int end) {
        int left = end;
        while (left > 0) {
            int next = beginOfLong(left);
            handOnBlock(next);
            left -= next;
        }
    }

    /** Where a line begins that is to be shortened and is not the first, or else {@code end}: only of a first one is the middle dropped. */
    private int beginOfLong(int end) {
        int begin = LONGEST < end ? endOfFirst() + 1 : end;
        while (begin + LONGEST < end) {
            int at = begin + LONGEST;
            while (at >= begin && bytes[at] != '\n') {
                at--;
            }
            if (at < begin) {
                return begin;
            }
            begin = at + 1;
        }
        return end;
    }

    /** The lines up to {@code end} become a block; only the first may be longer than what is held of one. */
    private void handOnBlock(int end) {
        int last = end;
        int first = LONGEST < end ? endOfFirst() : 0;
        if (first > LONGEST) {
            dropMiddle(first);
            last -= first - LONGEST;
        }
        LineBlock block = free.isEmpty() ? new LineBlock() : free.removeLast();
        byte[] next = block.bytes();
        int rest = filled - last;
        if (next.length < BLOCK || next.length < 2 * rest) {
            next = new byte[Math.max(BLOCK, bytes.length)];
        }
        System.arraycopy(bytes, last, next, 0, rest);
        block.begin(bytes, last, number, telling, unread);
        bytes = next;
        filled = rest;
        telling = false;
        unread = 0;
        number += block.lines();
        hold(block);
    }

    private int endOfFirst() {
        int at = 0;
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private void hold(LineBlock block) {
        while (!block.isEmpty() && window.begins()) {
            block.addNext(window);
        }
        held.addLast(block);
        heldLength += block.length();
        heldLines += block.lines();
        LineBlock oldest = held.getFirst();
        while (heldLines - oldest.lines() >= Window.TAIL_LINES
                || heldLength - oldest.length() > Window.MOST_LENGTH / 2) {
            heldLength -= oldest.length();
            heldLines -= oldest.lines();
            leave(held.removeFirst());
            oldest = held.getFirst();
        }
    }

    /**
     * A block whose lines are of the middle. Where each of them tells something, to cut them all out would be most of the
     * work: a block of which that is nearly so waits, and is let go unread when those behind it tell enough.
     */
    private void leave(LineBlock block) {
        crowded.addLast(block);
        crowdedLines += block.tellingLines();
        if (block.tellingLines() < CROWDED || window.keepsEarly()) {
            leaveCrowded();
            return;
        }
        LineBlock oldest = crowded.getFirst();
        while (crowdedLines - oldest.tellingLines() >= Window.BETWEEN_LINES) {
            crowdedLines -= oldest.tellingLines();
            free.addLast(crowded.removeFirst());
            oldest = crowded.getFirst();
        }
    }

    private void leaveCrowded() {
        while (!crowded.isEmpty()) {
            LineBlock oldest = crowded.removeFirst();
            oldest.addBetween(window);
            free.addLast(oldest);
        }
        crowdedLines = 0;
    }

    List<BuildLog.Raw> end() {
        if (filled > 0 && bytes[filled - 1] != '\n') {
            if (filled == bytes.length) {
                makeRoom();
            }
            bytes[filled++] = '\n';
        }
        if (filled > 0) {
            handOn(filled);
        }
        leaveCrowded();
        for (LineBlock block : held) {
            while (!block.isEmpty()) {
                block.addNext(window);
            }
        }
        return window.lines().stream()
                .map(kept -> new BuildLog.Raw(kept.number(), new String(kept.line(), StandardCharsets.UTF_8)))
                .toList();
    }

    long length() {
        return length;
    }
}
