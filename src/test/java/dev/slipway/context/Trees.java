package dev.slipway.context;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Folders for tests to look at, and tars to look into. */
final class Trees {
    private Trees() {}

    /** A file with this text, in folders made as needed. */
    static Path file(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    static BuildContext open(Path root) throws IOException {
        return open(root, Map.of());
    }

    static BuildContext open(Path root, Map<String, String> overlay) throws IOException {
        if (!Files.exists(root.resolve("Dockerfile"), LinkOption.NOFOLLOW_LINKS)) {
            file(root, "Dockerfile", "FROM scratch\n");
        }
        return BuildContext.open(root, "Dockerfile", overlay);
    }

    static List<String> paths(BuildContext context) throws IOException {
        return context.entries().stream().map(ContextEntry::path).toList();
    }

    record Packed(TarArchiveEntry header, String text) {
        String name() {
            return header.getName();
        }
    }

    static List<Packed> tar(dev.slipway.engine.ContextStream context) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long length = context.writeTo(bytes);
        if (length != bytes.size()) {
            throw new AssertionError("wrote " + bytes.size() + " bytes and said " + length);
        }
        List<Packed> entries = new ArrayList<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new ByteArrayInputStream(bytes.toByteArray()), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(new Packed(entry, new String(tar.readAllBytes(), StandardCharsets.UTF_8)));
            }
        }
        return entries;
    }

    static List<String> names(List<Packed> entries) {
        return entries.stream().map(Packed::name).toList();
    }

    static void delete(Path root) {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
