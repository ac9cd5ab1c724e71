package dev.slipway.diagnose;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Some lines of a log in one piece, each with its end of line. Most lines of a long log are only counted; one is cut out
 * where the window wants it. Used again for other lines when it is through; confined to one thread.
 */
final class LineBlock {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EIGHT_ENDS = 0x0A0A_0A0A_0A0A_0A0AL;
    private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;

    /**
     * The search walks a text at four places: a line that lies across the begin of one may be marked once more there, and
     * the first line at its own begin too.
     */
    private static final int MOST_NEEDLESS_MARKS = 4;

    private final BitSet telling = new BitSet();
    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    private int number;
    private int lines;
    private int tellingLines;

    /**
     * Takes over lines, the last with its end; {@code firstTells} where it is known already that the first line does, and
     * {@code unread} is where in it the search for telling words goes on.
     */
    void begin(byte[] given, int length, int firstNumber, boolean firstTells, int unread) {
        bytes = given;
        from = 0;
        to = length;
        number = firstNumber;
        lines = ends(0, length);
        telling.clear();
        telling.set(0, firstTells);
        TellingBytes.mark(bytes, unread, to, telling);
        tellingLines = Math.max(0, telling.cardinality() - MOST_NEEDLESS_MARKS);
    }

    byte[] bytes() {
        return bytes;
    }

    int lines() {
        return lines;
    }

    int length() {
        return to - from;
    }

    /** At least so many of the lines tell something. */
    int tellingLines() {
        return tellingLines;
    }

    boolean isEmpty() {
        return from == to;
    }

    /** The next line, as one that may be of the beginning or the end. */
    void addNext(Window<byte[]> window) {
        int end = end(from);
        boolean tells = telling(from, end);
        window.add(number, Arrays.copyOfRange(bytes, from, end), end - from + 1, tells);
        passed(end);
        tellingLines -= tells && tellingLines > 0 ? 1 : 0;
    }

    /** All lines, as such of the middle. */
    void addBetween(Window<byte[]> window) {
        int mark = telling.nextSetBit(from);
        while (mark >= 0) {
            if (mark > end(from)) {
                addSilent(window, start(mark));
            }
            addOne(window, true);
            mark = telling.nextSetBit(from);
        }
        addSilent(window, to);
    }

    /** Of the lines up to a place only those that are, or may be, neighbours of a telling one. */
    private void addSilent(Window<byte[]> window, int until) {
        while (from < until && window.goesOn()) {
            addOne(window, false);
        }
        int near = until;
        for (int line = 0; line < Window.BEFORE && near > from; line++) {
            near = start(near - 1);
        }
        int skipped = ends(from, near);
        number += skipped;
        lines -= skipped;
        from = near;
        while (from < until) {
            addOne(window, false);
        }
    }

    private void addOne(Window<byte[]> window, boolean tells) {
        int end = end(from);
        window.addBetween(number, Arrays.copyOfRange(bytes, from, end), end - from + 1, tells);
        passed(end);
    }

    private void passed(int end) {
        number++;
        lines--;
        from = end + 1;
    }

    private boolean telling(int start, int end) {
        int mark = telling.nextSetBit(start);
        return mark >= 0 && mark < end;
    }

    /** Where the line begins that holds a place. */
    private int start(int place) {
        int at = place;
        while (at > from && bytes[at - 1] != '\n') {
            at--;
        }
        return at;
    }

    private int end(int start) {
        int at = start;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long found = endsIn(at);
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    private int ends(int start, int end) {
        int count = 0;
        int at = start;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            long found = endsIn(at);
            if (found != 0) {
                count += Long.bitCount(found);
            }
        }
        for (; at < end; at++) {
            count += bytes[at] == '\n' ? 1 : 0;
        }
        return count;
    }

    /**
     * The high bit of each of eight bytes that ends a line: adding carries into that bit of any byte that is not zero
     * (Mycroft's test of 1987, in the form without false answers).
     */
    private long endsIn(int at) {
        long other = (long) EIGHT_BYTES.get(bytes, at) ^ EIGHT_ENDS;
        return ~(((other & LOW_BITS) + LOW_BITS) | other | LOW_BITS);
    }
}
