package dev.slipway.cli;

import dev.slipway.console.Sanitizer;
import dev.slipway.stack.PortConflict;
import java.util.ArrayList;
import java.util.List;

/** Ports that cannot be had, as lines. Processes and containers are called whatever their makers wished. */
final class ConflictLines {
    private ConflictLines() {}

    static List<String> of(List<PortConflict> conflicts) {
        List<String> lines = new ArrayList<>();
        for (PortConflict conflict : conflicts) {
            lines.add("slipway: " + Sanitizer.clean(conflict.words()));
            lines.add(conflict.advice());
        }
        return List.copyOf(lines);
    }
}
