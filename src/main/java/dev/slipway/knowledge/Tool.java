package dev.slipway.knowledge;

import java.util.List;

/** A command and the packages that bring it. {@code hint} is a clause for people, empty where the packages say it all. */
public record Tool(String name, List<String> commands, Packages packages, String hint) {
    public Tool {
        commands = List.copyOf(commands);
    }
}
