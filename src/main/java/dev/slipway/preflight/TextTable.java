package dev.slipway.preflight;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A table that comes with the program: a row a line, columns parted by {@code |}, {@code #} for remarks. */
public final class TextTable {
    private TextTable() {}

    /** The rows, each with this many columns. A row with another number is a bug of this program. */
    public static List<List<String>> read(String file, int columns) {
        String path = "/dev/slipway/preflight/tables/" + file;
        try (InputStream bytes = TextTable.class.getResourceAsStream(path)) {
            if (bytes == null) {
                throw new IllegalStateException("the table " + path + " is missing");
            }
            List<List<String>> rows = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(row(file, line, columns));
                }
            }
            return List.copyOf(rows);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the table " + path, e);
        }
    }

    private static List<String> row(String file, String line, int columns) {
        List<String> row = new ArrayList<>();
        for (String cell : line.split("\\|", -1)) {
            row.add(cell.strip());
        }
        if (row.size() != columns) {
            throw new IllegalStateException(
                    "the table %s has a row of %d columns, not %d: %s".formatted(file, row.size(), columns, line));
        }
        return row;
    }
}
