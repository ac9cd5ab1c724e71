package dev.slipway.report.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The lines of a log, each cut where nobody reads on: a line of a gigabyte takes no more memory than any other. */
final class LogLines {
    /** What is kept of a line; more than a page shows, so that what is left out can be counted up to here. */
    private static final int KEPT = 8_192;

    private final Reader reader;
    private final char[] buffer = new char[16_384];
    private final StringBuilder line = new StringBuilder();
    private int position;
    private int limit;

    LogLines(Reader reader) {
        this.reader = reader;
    }

    /** Bytes that are no UTF-8 are shown as such, and end nothing. */
    static Reader open(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 65_536);
    }

    /** Goes to the next line; false when there is none. */
    boolean advance() throws IOException {
        line.setLength(0);
        boolean any = false;
        while (position < limit || fill()) {
            any = true;
            int from = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            line.append(buffer, from, Math.min(position - from, KEPT - line.length()));
            if (position < limit) {
                position++;
                return true;
            }
        }
        return any;
    }

    String text() {
        int end = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.length() - 1 : line.length();
        return line.substring(0, end);
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, reader.read(buffer));
        return limit > 0;
    }
}
