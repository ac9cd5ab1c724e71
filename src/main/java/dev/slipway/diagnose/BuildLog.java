package dev.slipway.diagnose;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The lines of a log that a judgement may need, with their numbers; of a long one not all, see {@link Window}. Reading
 * is linear in the log's bytes, and what is kept is bounded whatever it holds. Immutable.
 */
public final class BuildLog {
    private static final int CHUNK = 1 << 16;

    private static final char BROKEN = '\uFFFD';
    private static final char ESCAPE = '\u001b';
    private static final char DELETE = '\u007f';

    /** The bell; backspace and the white space follow it. */
    private static final char FIRST_CONTROL_OF_TERMINALS = '\u0007';

    private final List<Raw> lines;
    private final long length;

    /** A line as it came; {@code number} counts from 1. */
    record Raw(int number, String text) {}

    private BuildLog(List<Raw> lines, long length) {
        this.lines = lines;
        this.length = length;
    }

    public static BuildLog of(List<String> lines) {
        Window<String> window = new Window<>();
        int number = 0;
        long length = 0;
        boolean bounded = lines.size() > Window.HEAD_LINES;
        for (String line : lines) {
            window.add(
                    ++number, line, Math.min(line.length(), LineBytes.LONGEST) + 1, bounded && TellingBytes.in(line));
            length += line.length() + 1L;
        }
        return new BuildLog(
                window.lines().stream()
                        .map(kept -> new Raw(kept.number(), kept.line()))
                        .toList(),
                length);
    }

    /** Reads to the end of the stream, which stays open: UTF-8, or UTF-16 where it begins with its mark. */
    public static BuildLog read(InputStream stream) throws IOException {
        LineBytes lines = new LineBytes();
        byte[] chunk = new byte[CHUNK];
        int first = stream.readNBytes(chunk, 0, 4);
        if (first >= 2 && chunk[0] == (byte) 0xFF && chunk[1] == (byte) 0xFE) {
            decode(stream, StandardCharsets.UTF_16LE, chunk, first, lines);
        } else if (first >= 2 && chunk[0] == (byte) 0xFE && chunk[1] == (byte) 0xFF) {
            decode(stream, StandardCharsets.UTF_16BE, chunk, first, lines);
        } else {
            boolean marked =
                    first >= 3 && chunk[0] == (byte) 0xEF && chunk[1] == (byte) 0xBB && chunk[2] == (byte) 0xBF;
            lines.take(chunk, marked ? 3 : 0, first);
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                lines.take(chunk, 0, read);
            }
        }
        return new BuildLog(lines.end(), lines.length());
    }

    private static void decode(InputStream stream, Charset charset, byte[] begun, int first, LineBytes lines)
            throws IOException {
        byte[] rest = new String(begun, 2, first - 2, charset).getBytes(StandardCharsets.UTF_8);
        lines.take(rest, 0, rest.length);
        Reader reader = new InputStreamReader(stream, charset);
        char[] characters = new char[CHUNK / 4];
        for (int read = reader.read(characters); read >= 0; read = reader.read(characters)) {
            byte[] bytes = new String(characters, 0, read).getBytes(StandardCharsets.UTF_8);
            lines.take(bytes, 0, bytes.length);
        }
    }

    List<Raw> lines() {
        return lines;
    }

    /** Whether people can have been meant to read it; of random, compressed or compiled bytes every third is a stranger to text. */
    public boolean isText() {
        long all = 0;
        long controls = 0;
        long broken = 0;
        for (Raw line : lines) {
            String text = line.text();
            all += text.length() + 1L;
            for (int at = 0; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == BROKEN) {
                    broken++;
                } else if (c < FIRST_CONTROL_OF_TERMINALS || (c < ' ' && c > '\r' && c != ESCAPE) || c == DELETE) {
                    controls++;
                }
            }
        }
        // Text in the writing of an old code page is broken UTF-8 too, but holds no controls.
        return controls * 50 <= all || (controls + broken) * 3 <= all;
    }

    /** In bytes as read, or characters where it was given as text. */
    public long length() {
        return length;
    }
}
