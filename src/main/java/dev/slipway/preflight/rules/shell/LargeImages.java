package dev.slipway.preflight.rules.shell;

import dev.slipway.preflight.Script;
import dev.slipway.preflight.TextTable;
import dev.slipway.preflight.base.Base;
import dev.slipway.preflight.shell.Command;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What images that are neither slim nor Alpine have of what Dockerfiles install. */
final class LargeImages {
    /** By package, the releases of Debian whose images alone have it; none where all have it. */
    private static final Map<String, List<String>> PACKAGES = TextTable.read("large-images.txt", 2).stream()
            .collect(Collectors.toUnmodifiableMap(
                    List::getFirst,
                    row -> row.get(1).isEmpty() ? List.of() : List.of(row.get(1).split(" ", -1))));

    /** What golang has of these: it is made of buildpack-deps:scm, and adds a compiler. */
    private static final Set<String> GOLANG = Set.of(
            "ca-certificates",
            "curl",
            "g++",
            "gcc",
            "git",
            "gnupg",
            "libc6-dev",
            "make",
            "mercurial",
            "openssh-client",
            "procps",
            "subversion",
            "wget");

    private LargeImages() {}

    /** Whether all that is asked for is there already: then apt has nothing to look up. */
    static boolean have(Script script, Command command) {
        Base base = Base.parse(script.base());
        List<String> packages =
                command.plain().stream().filter(word -> !word.equals("install")).toList();
        return base.has("gcc").orElse(false) && packages.stream().allMatch(one -> has(base, one));
    }

    private static boolean has(Base base, String name) {
        if (base.repository().equals("golang") && !GOLANG.contains(name)) {
            return false;
        }
        List<String> releases = PACKAGES.get(name);
        return releases != null && (releases.isEmpty() || releases.stream().anyMatch(base.tag()::contains));
    }
}
