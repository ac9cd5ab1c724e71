package dev.slipway.knowledge;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The libraries of {@code libraries.yaml}, by what a failing build names of them. Immutable. */
public final class SystemLibraries {
    private final List<SystemLibrary> all;
    private final Map<String, SystemLibrary> byHeader = new HashMap<>();
    private final Map<String, SystemLibrary> byObject = new HashMap<>();
    private final Map<String, SystemLibrary> byName = new HashMap<>();

    SystemLibraries(Table table) {
        all = table.each(
                Set.of("name", "debian", "alpine", "alpine-run", "headers", "objects", "names"),
                row -> new SystemLibrary(
                        row.name(),
                        new Packages(row.text("debian"), row.text("alpine")),
                        row.text("alpine-run"),
                        row.texts("headers"),
                        row.mapping("objects"),
                        row.texts("names")));
        for (SystemLibrary library : all) {
            library.headers().forEach(header -> byHeader.putIfAbsent(header, library));
            library.objects().keySet().forEach(object -> byObject.putIfAbsent(stem(object), library));
            byName.putIfAbsent(library.name().toLowerCase(Locale.ROOT), library);
            library.names().forEach(name -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), library));
        }
        all.forEach(library -> library.objects().keySet().forEach(object -> byObject.put(object, library)));
    }

    public List<SystemLibrary> all() {
        return all;
    }

    /** Of {@code openssl/ssl.h}, also as {@code /usr/include/openssl/ssl.h}; the nearest folder that is known counts. */
    public Optional<SystemLibrary> ofHeader(String header) {
        String rest = header.startsWith("/usr/include/") ? header.substring("/usr/include/".length()) : header;
        SystemLibrary exact = byHeader.get(rest);
        if (exact != null) {
            return Optional.of(exact);
        }
        for (int slash = rest.lastIndexOf('/'); slash > 0; slash = rest.lastIndexOf('/', slash - 1)) {
            SystemLibrary folder = byHeader.get(rest.substring(0, slash + 1));
            if (folder != null) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    /** Of {@code libGL.so.1}; of another version of a known object too. */
    public Optional<SystemLibrary> ofObject(String object) {
        String file = object.substring(object.lastIndexOf('/') + 1);
        return Optional.ofNullable(byObject.getOrDefault(file, byObject.get(stem(file))));
    }

    /** By the name that pkg-config, CMake, the linker ({@code -lNAME}) or a {@code *-config} tool has for it, or by our own. */
    public Optional<SystemLibrary> named(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        SystemLibrary known = byName.get(plain);
        return Optional.ofNullable(known != null || !plain.startsWith("lib") ? known : byName.get(plain.substring(3)));
    }

    private static String stem(String object) {
        int version = object.indexOf(".so.");
        return version < 0 ? object : object.substring(0, version + 3);
    }
}
