package dev.slipway.preflight.rules.shell;

import dev.slipway.preflight.Script;
import dev.slipway.preflight.TextTable;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What images that are neither slim nor Alpine have of what Dockerfiles install. */
final class LargeImages {
    private static final Set<String> PACKAGES =
            TextTable.read("large-images.txt", 1).stream().map(List::getFirst).collect(Collectors.toUnmodifiableSet());

    private LargeImages() {}

    /** Whether all that is asked for is there already: then apt has nothing to look up. */
    static boolean have(Script script, Command command) {
        Base base = Base.parse(script.base());
        List<String> packages =
                command.plain().stream().filter(word -> !word.equals("install")).toList();
        return base.has("gcc").orElse(false) && PACKAGES.containsAll(packages);
    }
}
