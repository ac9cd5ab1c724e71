package dev.slipway.knowledge;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Packages of distributions that have another name by now, or none: {@code renamed.yaml}. Immutable. */
public final class Renamings {
    private final List<Renaming> all;

    /** {@code to} is empty where nothing took its place; {@code note} says since when, or what to do, and may be empty. */
    public record Renaming(Distribution distribution, String from, String to, String note) {}

    Renamings(Table table) {
        all = table.each(
                Set.of("distribution", "from", "to", "note"),
                row -> new Renaming(
                        Distribution.valueOf(row.text("distribution").toUpperCase(Locale.ROOT)),
                        row.text("from"),
                        row.text("to"),
                        row.text("note")));
    }

    public List<Renaming> all() {
        return all;
    }

    public Optional<Renaming> of(Distribution distribution, String name) {
        return all.stream()
                .filter(each ->
                        each.distribution() == distribution && each.from().equals(name))
                .findFirst();
    }
}
