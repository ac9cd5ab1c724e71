package dev.slipway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.slipway.clean.Inventory;
import dev.slipway.clean.Item;
import dev.slipway.clean.Kept;
import dev.slipway.clean.Removal;
import dev.slipway.console.Sanitizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What would go or went, as a table or as JSON. A dry run and a real one say the same of the same things. */
final class CleanLines {
    private static final int WIDEST_NAME = 72;

    private final Inventory inventory;

    CleanLines(Inventory inventory) {
        this.inventory = inventory;
    }

    List<String> found() {
        List<String> lines = new ArrayList<>();
        int width = inventory.items().stream()
                .mapToInt(item -> Sanitizer.clean(item.name()).length())
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(0);
        for (Item item : inventory.items()) {
            lines.add("%-9s  %s  %9s  %s"
                    .formatted(
                            item.kind(),
                            padded(Sanitizer.clean(item.name()), width),
                            item.bytes() > 0 ? size(item.bytes()) : "",
                            Sanitizer.clean(item.why()))
                    .stripTrailing());
        }
        for (Kept kept : inventory.kept()) {
            lines.add("kept       " + Sanitizer.clean(kept.name()) + ": " + Sanitizer.clean(kept.why()));
        }
        lines.add(
                inventory.items().isEmpty()
                        ? "nothing to remove"
                        : things(inventory.items().size()) + " to remove; frees about " + size(inventory.bytes()));
        return lines;
    }

    static List<String> removed(List<Removal> removals) {
        List<String> lines = new ArrayList<>();
        long freed = 0;
        int gone = 0;
        for (Removal removal : removals) {
            switch (removal) {
                case Removal.Gone done -> {
                    gone++;
                    freed += done.freed();
                }
                case Removal.Refused(Item item, String answer) ->
                    lines.add("could not remove " + item.kind() + " " + Sanitizer.clean(item.name()) + ": "
                            + Sanitizer.clean(answer));
            }
        }
        lines.add("removed " + things(gone) + ", about " + size(freed)
                + (gone < removals.size() ? "; " + things(removals.size() - gone) + " could not be removed" : ""));
        return lines;
    }

    String json(boolean dryRun, List<Removal> removals) {
        Map<Item, Removal> outcome = new LinkedHashMap<>();
        removals.forEach(removal -> outcome.put(removal.item(), removal));
        List<Map<String, Object>> items = new ArrayList<>();
        for (Item item : inventory.items()) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("kind", item.kind().toString());
            value.put("name", item.name());
            value.put("why", item.why());
            value.put("bytes", item.bytes());
            Removal removal = outcome.get(item);
            value.put("removed", removal instanceof Removal.Gone);
            if (removal instanceof Removal.Refused refused) {
                value.put("answer", refused.answer());
            }
            items.add(value);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("dryRun", dryRun);
        document.put("bytes", inventory.bytes());
        document.put("items", items);
        document.put("kept", inventory.kept());
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers can be written", impossible);
        }
    }

    private static String padded(String name, int width) {
        return name.length() >= width ? name : name + " ".repeat(width - name.length());
    }

    private static String things(int count) {
        return count + (count == 1 ? " thing" : " things");
    }

    /** As the pipeline file writes sizes: thousands, three digits at most before the unit. */
    static String size(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        double value = bytes;
        String unit = "";
        for (String next : List.of("kB", "MB", "GB", "TB")) {
            if (value < 999.5) {
                break;
            }
            value /= 1_000;
            unit = next;
        }
        return (value < 9.95 ? String.format(java.util.Locale.ROOT, "%.1f", value) : Long.toString(Math.round(value)))
                + " " + unit;
    }
}
