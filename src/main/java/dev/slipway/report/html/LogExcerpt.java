package dev.slipway.report.html;

import dev.slipway.diagnose.Quote;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * What a page shows of a log file: all of it while that is little, else its beginning, its end, and what stands around the
 * lines that a diagnosis quotes. {@code places} are the numbers of the quoted lines, in the order of the quotes, 0 for one
 * that was not found. {@code why} is empty unless the log could not be read.
 *
 * <p>The file is read twice, a line at a time: memory is bounded by the budget, however long the log or a line of it is.
 */
record LogExcerpt(List<Row> rows, long lines, long bytes, List<Long> places, String why) {
    /** Lines before and after a quoted one. */
    static final int AROUND = 25;

    LogExcerpt {
        rows = List.copyOf(rows);
        places = List.copyOf(places);
    }

    /** One line, or, where {@code left} is not 0, so many lines that are left out. {@code near} stands around evidence. */
    record Row(long number, String text, boolean evidence, boolean near, long left) {
        /** What even an empty line takes. */
        static final int LEAST_COST = 48;

        /** About as many bytes as it takes on the page: markup is escaped, and every line has a name to link to. */
        int cost() {
            int cost = LEAST_COST;
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                cost += letter > 0x7f ? 3 : letter == '<' || letter == '>' || letter == '&' ? 5 : 1;
            }
            return cost;
        }
    }

    static LogExcerpt read(Path file, List<Quote> quotes, int budget) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return unread("there is no such file");
        }
        try {
            Evidence evidence = new Evidence(quotes);
            long lines = 0;
            try (Reader reader = LogLines.open(file)) {
                LogLines log = new LogLines(reader);
                while (log.advance()) {
                    evidence.look(++lines, log.text());
                }
            }
            long whole = Files.size(file) * 5 + lines * Row.LEAST_COST;
            Shelf shelf = new Shelf(evidence.places(), lines, whole < budget ? budget : budget / 5, budget);
            try (Reader reader = LogLines.open(file)) {
                LogLines log = new LogLines(reader);
                while (log.advance()) {
                    shelf.put(log.text());
                }
            }
            return new LogExcerpt(shelf.rows(), lines, Files.size(file), evidence.places(), "");
        } catch (IOException unreadable) {
            return unread("it cannot be read: " + unreadable.getMessage());
        }
    }

    private static LogExcerpt unread(String why) {
        return new LogExcerpt(List.of(), 0, 0, List.of(), why);
    }

    /** Where the quotes stand. A quote knows its number among the lines of its step: the log has at least as many before it. */
    private static final class Evidence {
        private final List<Quote> quotes;
        private final long[] places;

        Evidence(List<Quote> quotes) {
            this.quotes = quotes;
            this.places = new long[quotes.size()];
        }

        void look(long number, String line) {
            for (int i = 0; i < places.length; i++) {
                Quote quote = quotes.get(i);
                String text = quote.text().strip();
                boolean sought = places[i] == 0 || places[i] < quote.line();
                if (sought && !text.isEmpty() && line.contains(text)) {
                    places[i] = number;
                }
            }
        }

        List<Long> places() {
            List<Long> found = new ArrayList<>();
            for (long place : places) {
                found.add(place);
            }
            return found;
        }
    }

    /** Keeps of the lines what there is room for. */
    private static final class Shelf {
        private final List<Long> evidence;
        private final Deque<Row> end = new ArrayDeque<>();
        private final List<Row> kept = new ArrayList<>();
        private final long lines;
        private final int nearRoom;
        private final int endRoom;
        private int headRoom;
        private int nearCost;
        private int endCost;
        private long number;

        Shelf(List<Long> evidence, long lines, int headRoom, int budget) {
            this.evidence = evidence.stream().filter(place -> place > 0).toList();
            this.lines = lines;
            this.headRoom = headRoom;
            this.nearRoom = budget * 2 / 5;
            this.endRoom = budget * 2 / 5;
        }

        void put(String text) {
            number++;
            boolean quoted = evidence.contains(number);
            boolean near = quoted || evidence.stream().anyMatch(place -> Math.abs(place - number) <= AROUND);
            boolean canBeAtTheEnd = lines - number <= endRoom / Row.LEAST_COST;
            if (headRoom == 0 && !near && !canBeAtTheEnd) {
                return;
            }
            Row row = new Row(number, Legible.line(text), quoted, near, 0);
            int cost = row.cost();
            if (cost <= headRoom) {
                headRoom -= cost;
                kept.add(row);
                return;
            }
            headRoom = 0;
            if (quoted || (near && nearCost + cost <= nearRoom)) {
                nearCost += cost;
                kept.add(row);
                return;
            }
            end.addLast(row);
            endCost += cost;
            while (endCost > endRoom && !end.isEmpty()) {
                endCost -= end.removeFirst().cost();
            }
        }

        /** In the order of the log, each gap told by how much is missing. */
        List<Row> rows() {
            List<Row> all = new ArrayList<>(kept);
            all.addAll(end);
            all.sort(Comparator.comparingLong(Row::number));
            List<Row> rows = new ArrayList<>();
            long expected = 1;
            for (Row row : all) {
                if (row.number() > expected) {
                    rows.add(new Row(expected, "", false, true, row.number() - expected));
                }
                rows.add(row);
                expected = row.number() + 1;
            }
            if (expected <= lines) {
                rows.add(new Row(expected, "", false, true, lines - expected + 1));
            }
            return rows;
        }
    }
}
