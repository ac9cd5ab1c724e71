package dev.slipway.preflight.python;

import dev.slipway.knowledge.PythonPackages;
import dev.slipway.model.Version;
import dev.slipway.model.VersionRange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One package that is asked for, by its normalised name. {@code range} is null where the clauses cannot be read or the
 * package is asked for by address; {@code marker} may be empty.
 */
public record Requirement(String name, String written, @Nullable VersionRange range, String marker, boolean address) {
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*)\\s*(?:\\[[^\\]]*\\])?\\s*(.*)", Pattern.DOTALL);
    private static final int LONGEST = 2000;

    /** Empty for what names no package, such as a path or an address alone. */
    public static Optional<Requirement> parse(String text) {
        String line = text.strip();
        int semicolon = line.indexOf(';');
        String marker = semicolon < 0 ? "" : line.substring(semicolon + 1).strip();
        String head = semicolon < 0 ? line : line.substring(0, semicolon).strip();
        Matcher matcher = FORM.matcher(head);
        if (head.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        String rest = matcher.group(2).strip();
        String name = PythonPackages.normal(matcher.group(1));
        if (rest.startsWith("@")) {
            return Optional.of(new Requirement(name, head, null, marker, true));
        }
        boolean path = rest.startsWith("/") || rest.startsWith(":") || rest.startsWith("\\");
        if (path || name.endsWith("-whl") || name.endsWith("-tar-gz")) {
            return Optional.empty();
        }
        String clauses = rest.startsWith("(") && rest.endsWith(")") ? rest.substring(1, rest.length() - 1) : rest;
        try {
            VersionRange range = VersionRange.parse(clauses.replace("===", "=="));
            return Optional.of(new Requirement(name, head, range, marker, false));
        } catch (IllegalArgumentException unreadable) {
            return rest.matches("[<>=!~].*") || rest.isEmpty()
                    ? Optional.of(new Requirement(name, head, null, marker, false))
                    : Optional.empty();
        }
    }

    /** The one version that is asked for. */
    public Optional<Version> pin() {
        if (range == null) {
            return Optional.empty();
        }
        return range.clauses().stream()
                .filter(clause -> clause.comparison() == VersionRange.Comparison.EQUAL && !clause.prefix())
                .map(VersionRange.Clause::version)
                .findFirst();
    }

    /** The same under another condition. */
    public Requirement under(String condition) {
        return new Requirement(name, written, range, condition, address);
    }

    /** Whether nothing said here forbids the version. */
    public boolean allows(String version) {
        return range == null || range.contains(version);
    }

    /** Whether it is asked for in a version older than this one, for sure. */
    public boolean olderThan(String version) {
        Version bound = Version.parse(version);
        return range != null
                && range.clauses().stream().anyMatch(clause -> switch (clause.comparison()) {
                    case AT_MOST -> clause.version().compareTo(bound) < 0;
                    case BELOW -> clause.version().compareTo(bound) <= 0;
                    // ==4.* lets in all that begins so, the newest of them too.
                    case EQUAL, COMPATIBLE ->
                        clause.version().compareTo(bound) < 0 && !new VersionRange(List.of(clause)).contains(version);
                    case AT_LEAST, ABOVE, UNEQUAL -> false;
                });
    }
}
