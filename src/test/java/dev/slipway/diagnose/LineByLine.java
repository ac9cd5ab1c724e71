package dev.slipway.diagnose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is to be kept of a log, found in the plainest way: each line is cut out, judged as text, and given to the window. */
final class LineByLine {
    private static final int HALF = LineBytes.LONGEST / 2;

    private LineByLine() {}

    static List<BuildLog.Raw> read(byte[] log) {
        Window<byte[]> window = new Window<>();
        int number = 0;
        for (byte[] line : lines(log)) {
            byte[] shortened = shortened(line);
            window.add(++number, shortened, shortened.length + 1, tells(line));
        }
        return window.lines().stream()
                .map(kept -> new BuildLog.Raw(kept.number(), new String(kept.line(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static List<byte[]> lines(byte[] log) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < log.length; at++) {
            if (log[at] == '\n') {
                lines.add(Arrays.copyOfRange(log, start, at));
                start = at + 1;
            }
        }
        if (start < log.length) {
            lines.add(Arrays.copyOfRange(log, start, log.length));
        }
        return lines;
    }

    private static boolean tells(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        return TellingBytes.WORDS.stream().anyMatch(text::contains);
    }

    private static byte[] shortened(byte[] line) {
        if (line.length <= LineBytes.LONGEST) {
            return line;
        }
        byte[] shortened = Arrays.copyOf(line, LineBytes.LONGEST);
        System.arraycopy(line, line.length - HALF, shortened, HALF, HALF);
        return shortened;
    }
}
