package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * What is in an image, path by path: kind, mode, owner, time and either the bytes' digest or what a link leads to. Of a
 * file with several names each tells the first of them, whichever of them a layer wrote as the link. The image is held in
 * memory, and meant to be a small one.
 */
record ImageFiles(Map<String, String> entries) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String REMOVED = ".wh.";

    ImageFiles {
        entries = new TreeMap<>(entries);
    }

    /** @param archive as the engine exports images */
    static ImageFiles read(InputStream archive) throws IOException {
        Map<String, byte[]> parts = new HashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            if (entry.isSymbolicLink()) {
                // Engines name a layer that two images share once, and link to it.
                parts.put(entry.getName(), new byte[0]);
            } else if (!entry.isDirectory()) {
                parts.put(entry.getName(), tar.readAllBytes());
            }
        }
        JsonNode manifest = JSON.readTree(Objects.requireNonNull(parts.get("manifest.json"), "no manifest.json"));
        Map<String, String> entries = new TreeMap<>();
        Map<String, String> names = new HashMap<>();
        for (JsonNode layer : manifest.get(0).get("Layers")) {
            add(Objects.requireNonNull(parts.get(layer.asText()), layer.asText()), entries, names);
        }
        return new ImageFiles(together(entries, names));
    }

    /** The text of the first file of a tar. */
    static String firstFile(InputStream archive) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name());
        assertThat(tar.getNextEntry()).as("the first entry").isNotNull();
        return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void add(byte[] layer, Map<String, String> entries, Map<String, String> names) throws IOException {
        InputStream plain = new BufferedInputStream(new ByteArrayInputStream(layer));
        if (layer.length > 2 && layer[0] == 0x1f && (layer[1] & 0xff) == 0x8b) {
            plain = new GZIPInputStream(plain);
        }
        TarArchiveInputStream tar = new TarArchiveInputStream(plain, StandardCharsets.UTF_8.name());
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            String path = entry.getName().replaceAll("\\A\\./|/\\z", "");
            assertThat(path).as("a layer above others that takes a file away").doesNotContain(REMOVED);
            if (!path.isEmpty() && !path.equals(".")) {
                String what = what(entry, tar, entries);
                entries.put(path, what);
                names.put(path, entry.isLink() ? names.getOrDefault(entry.getLinkName(), entry.getLinkName()) : path);
            }
        }
    }

    private static String what(TarArchiveEntry entry, InputStream bytes, Map<String, String> before)
            throws IOException {
        if (entry.isLink()) {
            return Objects.requireNonNull(
                    before.get(entry.getLinkName()),
                    () -> "a link to nothing: " + entry.getName() + " to '" + entry.getLinkName() + "'");
        }
        String owner = entry.getLongUserId() + ":" + entry.getLongGroupId();
        String common = "%04o %s".formatted(entry.getMode() & 07777, owner);
        if (entry.isDirectory()) {
            // Its time is when the engine put something into it.
            return "folder " + common;
        }
        common += " " + entry.getLastModifiedTime().toInstant();
        if (entry.isSymbolicLink()) {
            return "link " + common + " -> " + entry.getLinkName();
        }
        return (entry.isFile() ? "file " : "special ") + common + " " + entry.getSize() + " " + digest(bytes);
    }

    private static Map<String, String> together(Map<String, String> entries, Map<String, String> names) {
        Map<String, TreeMap<String, String>> families = new HashMap<>();
        names.forEach((path, first) ->
                families.computeIfAbsent(first, key -> new TreeMap<>()).put(path, path));
        families.values().stream().filter(family -> family.size() > 1).forEach(family -> family.keySet()
                .forEach(path -> entries.merge(path, " one of " + family.keySet(), String::concat)));
        return entries;
    }

    private static String digest(InputStream bytes) throws IOException {
        try {
            DigestInputStream digested = new DigestInputStream(bytes, MessageDigest.getInstance("SHA-256"));
            digested.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digested.getMessageDigest().digest(), 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
