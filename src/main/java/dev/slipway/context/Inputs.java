package dev.slipway.context;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything an image was made from, by name, each with a hash of what it was. A name is a kind and, after a blank,
 * which one: {@code file src/app.py}, {@code folder src}, {@code dockerfile Dockerfile}, {@code arg X},
 * {@code base python:3.11-slim}, {@code check 2}. Immutable, and ordered as added.
 */
public final class Inputs {
    private static final int HASH_LENGTH = 32;

    private final Map<String, String> hashes;

    private Inputs(Map<String, String> hashes) {
        this.hashes = Collections.unmodifiableMap(hashes);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** From names to hashes, in order. */
    public Map<String, String> hashes() {
        return hashes;
    }

    /** One hash of them all, whatever their order: hex, as long as a SHA-256. */
    public String fingerprint() {
        InputDigest digest = InputDigest.start();
        hashes.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(input -> digest.add(input.getKey())
                .add(input.getValue()));
        return digest.hex();
    }

    /**
     * What changed since earlier ones, as in {@code src/new.py added} or {@code arg APP_VERSION changed}. Folders are
     * told only when nothing in them is.
     */
    public List<String> differences(Inputs earlier) {
        Map<String, String> changes = new LinkedHashMap<>();
        hashes.forEach((name, hash) -> {
            String before = earlier.hashes.get(name);
            if (before == null) {
                changes.put(name, "added");
            } else if (!before.equals(hash)) {
                changes.put(name, "changed");
            }
        });
        earlier.hashes.keySet().stream()
                .filter(name -> !hashes.containsKey(name))
                .forEach(name -> changes.put(name, "removed"));
        Set<String> told = foldersOf(changes.keySet());
        List<String> words = new ArrayList<>();
        changes.forEach((name, change) -> {
            if (!name.startsWith("folder ") || !told.contains(name)) {
                words.add(Printable.of(subject(name)) + " " + change);
            }
        });
        return List.copyOf(words);
    }

    /** The folders, as input names, that hold any of the named files and folders. */
    private static Set<String> foldersOf(Set<String> names) {
        Set<String> folders = new LinkedHashSet<>();
        for (String name : names) {
            if (name.startsWith("file ") || name.startsWith("folder ")) {
                String path = name.substring(name.indexOf(' ') + 1);
                for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                    folders.add("folder " + path.substring(0, slash));
                }
            }
        }
        return folders;
    }

    /** Paths speak for themselves. */
    private static String subject(String name) {
        int blank = name.indexOf(' ');
        String rest = name.substring(blank + 1);
        return switch (blank < 0 ? "" : name.substring(0, blank)) {
            case "file", "dockerfile" -> rest;
            case "folder" -> rest + "/";
            default -> name;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Inputs inputs && hashes.equals(inputs.hashes);
    }

    @Override
    public int hashCode() {
        return hashes.hashCode();
    }

    @Override
    public String toString() {
        return "Inputs[" + hashes.size() + ", " + fingerprint() + "]";
    }

    /** Collects inputs; a name that is added again keeps its place and takes the new value. */
    public static final class Builder {
        private final Map<String, String> hashes = new LinkedHashMap<>();

        private Builder() {}

        /** An input that is what this text says. The text itself is not kept. */
        public Builder add(String name, String value) {
            return addHash(name, InputDigest.start().add(value).hex());
        }

        /** An input that is several things at once. */
        public Builder add(String name, InputDigest digest) {
            return addHash(name, digest.hex());
        }

        Builder addHash(String name, String hash) {
            hashes.put(name, hash.length() > HASH_LENGTH ? hash.substring(0, HASH_LENGTH) : hash);
            return this;
        }

        public Builder addAll(Inputs inputs) {
            hashes.putAll(inputs.hashes);
            return this;
        }

        public Inputs build() {
            return new Inputs(new LinkedHashMap<>(hashes));
        }
    }
}
