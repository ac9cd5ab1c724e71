package dev.slipway.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commands of {@code tools.yaml}. Immutable. */
public final class Tools {
    private final List<Tool> all;
    private final Map<String, Tool> byCommand = new HashMap<>();
    private final Map<String, Tool> byName = new HashMap<>();

    Tools(Table table) {
        all = table.each(
                Set.of("name", "commands", "debian", "alpine", "hint"),
                row -> new Tool(
                        row.name(),
                        row.texts("commands"),
                        new Packages(row.text("debian"), row.text("alpine")),
                        row.text("hint")));
        for (Tool tool : all) {
            byName.put(tool.name(), tool);
            tool.commands().forEach(command -> byCommand.putIfAbsent(command, tool));
        }
    }

    public List<Tool> all() {
        return all;
    }

    /** What brings this command, be it called by its path or not. */
    public Optional<Tool> giving(String command) {
        Tool exact = byCommand.get(command);
        return Optional.ofNullable(
                exact != null ? exact : byCommand.get(command.substring(command.lastIndexOf('/') + 1)));
    }

    /** By the name under which other tables refer to it. */
    public Optional<Tool> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
