package dev.slipway.scenario.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** An image of one layer: executable files by their path, and what is started. */
public record LittleImage(Map<String, byte[]> files, List<String> entrypoint, Map<String, String> labels) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    public LittleImage {
        files = Map.copyOf(files);
        entrypoint = List.copyOf(entrypoint);
        labels = Map.copyOf(labels);
    }

    public static LittleImage of(String path, String text) {
        return new LittleImage(Map.of(path, text.getBytes(StandardCharsets.UTF_8)), List.of(), Map.of());
    }

    /** Its parts as a registry takes them, the manifest last. */
    static final class Packed {
        final byte[] layer;
        final byte[] configuration;
        final byte[] manifest;

        private Packed(byte[] layer, byte[] configuration, byte[] manifest) {
            this.layer = layer;
            this.configuration = configuration;
            this.manifest = manifest;
        }
    }

    Packed packed() {
        byte[] tar = tar();
        byte[] layer = compressed(tar);
        byte[] configuration = bytes(configuration(digest(tar)));
        ObjectNode manifest = JSON.objectNode()
                .put("schemaVersion", 2)
                .put("mediaType", "application/vnd.docker.distribution.manifest.v2+json");
        manifest.set("config", part("application/vnd.docker.container.image.v1+json", configuration));
        manifest.putArray("layers").add(part("application/vnd.docker.image.rootfs.diff.tar.gzip", layer));
        return new Packed(layer, configuration, bytes(manifest));
    }

    private ObjectNode configuration(String layer) {
        ObjectNode configuration = JSON.objectNode()
                .put("architecture", architecture())
                .put("os", "linux")
                .put("created", "2024-01-01T00:00:00Z");
        ObjectNode config = configuration.putObject("config");
        entrypoint.forEach(config.putArray("Entrypoint")::add);
        labels.forEach(config.putObject("Labels")::put);
        configuration
                .putObject("rootfs")
                .put("type", "layers")
                .putArray("diff_ids")
                .add(layer);
        return configuration;
    }

    private byte[] tar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setMode(0755);
                entry.setModTime(0);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] compressed(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static ObjectNode part(String mediaType, byte[] bytes) {
        return JSON.objectNode()
                .put("mediaType", mediaType)
                .put("size", bytes.length)
                .put("digest", digest(bytes));
    }

    private static byte[] bytes(ObjectNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm64";
            case "amd64", "x86_64" -> "amd64";
            case String other -> other;
        };
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
