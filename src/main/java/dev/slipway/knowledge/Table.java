package dev.slipway.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A file of rows beside this class. A mistake in one is a bug of this program: an {@link IllegalStateException} names file and row. */
record Table(String file, List<Map<?, ?>> rows) {
    private static final int MOST_CHARACTERS = 1 << 20;

    static Table read(String file) {
        try (InputStream text = Table.class.getResourceAsStream(file)) {
            if (text == null) {
                throw new IllegalStateException("the table " + file + " is missing beside " + Table.class);
            }
            return read(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the table " + file, e);
        }
    }

    static Table read(String file, InputStream text) {
        Object document = new Load(LoadSettings.builder()
                        .setLabel(file)
                        .setCodePointLimit(MOST_CHARACTERS)
                        .build())
                .loadFromInputStream(text);
        if (!(document instanceof List<?> entries)) {
            throw new IllegalStateException(file + " is not a list of rows");
        }
        return new Table(
                file,
                entries.stream()
                        .<Map<?, ?>>map(entry -> {
                            if (!(entry instanceof Map<?, ?> row)) {
                                throw new IllegalStateException(file + " holds something else than a row: " + entry);
                            }
                            return row;
                        })
                        .toList());
    }

    <T> List<T> each(Set<String> keys, Function<Row, T> reading) {
        return rows.stream()
                .map(row -> {
                    if (!keys.containsAll(row.keySet())) {
                        throw new IllegalStateException(file + " has a row with an unknown key: " + row);
                    }
                    return reading.apply(new Row(file, row));
                })
                .toList();
    }

    /** One row; what is absent is empty. */
    record Row(String file, Map<?, ?> entries) {
        String text(String key) {
            Object value = entries.get(key);
            return value == null ? "" : value.toString();
        }

        String name() {
            String name = text("name");
            if (name.isEmpty()) {
                throw new IllegalStateException(file + " has a row without a name: " + entries);
            }
            return name;
        }

        boolean is(String key) {
            return text(key).equals("true");
        }

        List<String> texts(String key) {
            Object value = entries.get(key);
            return value instanceof List<?> items
                    ? items.stream().map(Object::toString).toList()
                    : List.of();
        }

        Map<String, String> mapping(String key) {
            Map<String, String> mapping = new LinkedHashMap<>();
            if (entries.get(key) instanceof Map<?, ?> given) {
                given.forEach((from, to) -> mapping.put(String.valueOf(from), String.valueOf(to)));
            }
            return mapping;
        }
    }
}
