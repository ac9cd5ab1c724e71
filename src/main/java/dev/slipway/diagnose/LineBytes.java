package dev.slipway.diagnose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Cuts a stream of bytes into lines and keeps those that matter. Of a line of any length the beginning and the end are held. */
final class LineBytes {
    /** Of a longer line the middle is left out; a whole log written as one string has its end in it. */
    static final int LONGEST = 1 << 18;

    private static final int END = LONGEST / 2;

    private final Window<byte[]> window = new Window<>();
    private byte[] line = new byte[1 << 10];
    private int filled;
    private int number;
    private int state = TellingBytes.START;
    private boolean telling;
    private long length;

    void take(byte[] bytes, int from, int to) {
        length += to - from;
        int start = from;
        int at = from;
        while (at < to) {
            byte b = bytes[at++];
            if (b == '\n') {
                append(bytes, start, at - 1);
                close();
                start = at;
            } else if (!telling) {
                state = TellingBytes.next(state, b);
                telling = TellingBytes.found(state);
            }
        }
        append(bytes, start, to);
    }

    private void append(byte[] bytes, int from, int to) {
        int more = to - from;
        if (filled + more > line.length && line.length < 2 * LONGEST) {
            line = Arrays.copyOf(line, Math.min(2 * LONGEST, Math.max(2 * line.length, filled + more)));
        }
        int start = from;
        while (start < to) {
            if (filled == line.length) {
                dropMiddle();
            }
            int fitting = Math.min(to - start, line.length - filled);
            System.arraycopy(bytes, start, line, filled, fitting);
            filled += fitting;
            start += fitting;
        }
    }

    private void dropMiddle() {
        System.arraycopy(line, filled - END, line, LONGEST - END, END);
        filled = LONGEST;
    }

    private void close() {
        if (filled > LONGEST) {
            dropMiddle();
        }
        window.add(++number, Arrays.copyOf(line, filled), filled + 1, telling);
        filled = 0;
        telling = false;
        state = TellingBytes.START;
    }

    List<BuildLog.Raw> end() {
        if (filled > 0) {
            close();
        }
        return window.lines().stream()
                .map(kept -> new BuildLog.Raw(kept.number(), new String(kept.line(), StandardCharsets.UTF_8)))
                .toList();
    }

    long length() {
        return length;
    }
}
