package dev.slipway.clean;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What would go, in the order of removal, and what stays although somebody may have expected it to go. */
public record Inventory(List<Item> items, List<Kept> kept) {
    public Inventory {
        items = items.stream().sorted(Comparator.comparing(Item::kind)).toList();
        kept = List.copyOf(kept);
    }

    public long bytes() {
        return items.stream().mapToLong(Item::bytes).sum();
    }

    /** What this and a later inventory agree on: between a question and its answer a run may have begun. */
    public Inventory still(Inventory later) {
        Set<String> there = new HashSet<>();
        later.items.forEach(item -> there.add(item.kind() + " " + item.id()));
        return new Inventory(
                items.stream()
                        .filter(item -> there.contains(item.kind() + " " + item.id()))
                        .toList(),
                later.kept);
    }
}
