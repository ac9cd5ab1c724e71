package dev.slipway.preflight.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packages of a {@code uv.lock} or {@code poetry.lock}: both are TOML in which each package begins with {@code [[package]]}. */
public record LockText(List<Locked> packages) {
    private static final Pattern NAME = Pattern.compile("^name = \"([^\"]+)\"");
    private static final Pattern VERSION = Pattern.compile("^version = \"([^\"]+)\"");

    public LockText {
        packages = List.copyOf(packages);
    }

    /** One package, the version that is locked, and the line of its name. An optional one comes in with an extra alone. */
    public record Locked(String name, String version, int line, boolean optional) {}

    public static LockText parse(String text) {
        List<Locked> packages = new ArrayList<>();
        String name = "";
        int nameLine = 0;
        boolean inside = false;
        int number = 0;
        for (String line : text.split("\r?\n", -1)) {
            number++;
            if (line.startsWith("[")) {
                inside = line.startsWith("[[package]]");
                name = inside ? "" : name;
                continue;
            }
            Matcher named = NAME.matcher(line);
            Matcher versioned = VERSION.matcher(line);
            if (inside && named.find()) {
                name = named.group(1);
                nameLine = number;
            } else if (inside && !name.isEmpty() && versioned.find()) {
                packages.add(new Locked(name, versioned.group(1), nameLine, false));
            } else if (inside && !packages.isEmpty() && line.equals("optional = true")) {
                Locked last = packages.removeLast();
                packages.add(new Locked(last.name(), last.version(), last.line(), true));
            }
        }
        return new LockText(packages);
    }

    public List<RequirementsText.Entry> pins() {
        return packages.stream().flatMap(one -> pin(one).stream()).toList();
    }

    /** Without what comes in with an extra alone. */
    public LockText required() {
        return new LockText(packages.stream().filter(one -> !one.optional()).toList());
    }

    private static Optional<RequirementsText.Entry> pin(Locked one) {
        return Requirement.parse(one.name() + "==" + one.version())
                .map(requirement -> new RequirementsText.Entry(requirement, one.line()));
    }
}
