package dev.slipway.engine.lines;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Joins arbitrary pieces of output into lines. A line ends with LF, CR LF, or a CR alone as progress bars use it (empty
 * lines of that last kind are dropped). Bytes are decoded as UTF-8 when the line is whole, so that a character split
 * between two pieces survives; malformed ones become U+FFFD. What exceeds {@link #LONGEST} bytes is dropped and counted
 * at the end of the line. Not for several threads.
 */
public final class LineJoiner {
    /** Bytes of a line that are kept. */
    public static final int LONGEST = 64 * 1024;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream(256);
    private long dropped;
    private boolean afterReturn;

    public LineJoiner(Consumer<String> lines) {
        this.lines = lines;
    }

    public void add(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        for (int at = offset; at < end; at++) {
            byte b = bytes[at];
            if (b != '\n' && b != '\r') {
                continue;
            }
            keep(bytes, from, at - from);
            from = at + 1;
            if (b == '\r') {
                if (pending.size() > 0) {
                    emit();
                    afterReturn = true;
                }
            } else if (afterReturn && pending.size() == 0) {
                afterReturn = false;
            } else {
                emit();
            }
        }
        keep(bytes, from, end - from);
    }

    public void add(byte[] bytes) {
        add(bytes, 0, bytes.length);
    }

    /** Hands on what came after the last line ending. */
    public void end() {
        if (pending.size() > 0) {
            emit();
        }
    }

    private void keep(byte[] bytes, int from, int length) {
        if (length == 0) {
            return;
        }
        afterReturn = false;
        int kept = Math.min(length, LONGEST - pending.size());
        pending.write(bytes, from, kept);
        dropped += length - kept;
    }

    private void emit() {
        byte[] line = pending.toByteArray();
        int end = dropped > 0 ? wholeCharacters(line) : line.length;
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        if (dropped > 0) {
            text += "… (" + (dropped + line.length - end) + " more bytes)";
        }
        pending.reset();
        dropped = 0;
        afterReturn = false;
        lines.accept(text);
    }

    /** Where the last character that is whole ends, when a line was cut in the middle of one. */
    private static int wholeCharacters(byte[] line) {
        int lead = line.length - 1;
        while (lead > line.length - 4 && (line[lead] & 0xc0) == 0x80) {
            lead--;
        }
        int first = line[lead] & 0xff;
        int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
        return lead + length > line.length ? lead : line.length;
    }
}
