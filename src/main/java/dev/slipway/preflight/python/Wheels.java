package dev.slipway.preflight.python;

import dev.slipway.knowledge.Knowledge;
import dev.slipway.knowledge.PythonPackage;
import dev.slipway.model.Version;
import dev.slipway.preflight.TextTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** For which Pythons and systems there is something ready to install. What is not in a table is taken to be there. */
public final class Wheels {
    private static final String NEVER = "never";
    private static final Map<String, String> MORE = new HashMap<>();
    private static final Map<String, String> MUSL = new HashMap<>();
    private static final Set<String> SOURCE_ONLY = new HashSet<>();
    private static final Set<String> WHEEL_ONLY = new HashSet<>();
    private static final Map<String, String> COMPILERS = new HashMap<>();

    static {
        for (List<String> row : TextTable.read("wheels.txt", 3)) {
            MORE.put(row.get(0) + " " + row.get(1), row.get(2));
        }
        for (List<String> row : TextTable.read("musl.txt", 2)) {
            MUSL.put(row.get(0), row.get(1));
        }
        for (List<String> row : TextTable.read("sources.txt", 3)) {
            if (row.get(1).equals("source-only")) {
                SOURCE_ONLY.add(row.get(0));
            } else if (row.get(1).equals("wheel-only")) {
                WHEEL_ONLY.add(row.get(0));
            }
            if (!row.get(2).isEmpty()) {
                COMPILERS.put(row.get(0), row.get(2));
            }
        }
    }

    private Wheels() {}

    /** The first release with a wheel for that Python, when this version is older. */
    public static Optional<String> firstAfter(String name, Version version, String python) {
        return Knowledge.firstWheels()
                .of(name, python)
                .or(() -> Optional.ofNullable(MORE.get(name + " " + python)))
                .filter(first -> version.compareTo(Version.parse(first)) < 0);
    }

    /** Whether no wheel of this version runs on Alpine. */
    public static boolean lacksMusl(String name, Version version) {
        String first = MUSL.get(name);
        return first != null && (first.equals(NEVER) || version.compareTo(Version.parse(first)) < 0);
    }

    /** Whether no version at all has a wheel for Alpine. */
    public static boolean neverOnMusl(String name) {
        return NEVER.equals(MUSL.get(name));
    }

    /** Whether it is published as source alone. */
    public static boolean sourceOnly(String name) {
        return SOURCE_ONLY.contains(name);
    }

    /** Whether it is published as wheels alone, so that there is nothing to compile either. */
    public static boolean wheelOnly(String name) {
        return WHEEL_ONLY.contains(name);
    }

    /** {@code c}, {@code c++}, {@code fortran} or {@code rust}; empty for what needs no compiler, or is not known. */
    public static Optional<String> compiler(String name) {
        return Optional.ofNullable(COMPILERS.get(name)).or(() -> Knowledge.pythonPackages()
                .named(name)
                .filter(one -> !one.pure())
                .map(PythonPackage::compiles));
    }
}
