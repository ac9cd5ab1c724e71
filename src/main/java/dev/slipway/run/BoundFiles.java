package dev.slipway.run;

import dev.slipway.context.InputDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a file or folder of this machine holds that containers see and may not write to, as one hash. Of more than
 * {@link #FILES} entries nothing is told; beyond {@link #BYTES} in all, the sizes alone. Links inside are not followed.
 */
final class BoundFiles {
    static final int FILES = 10_000;
    static final long BYTES = 64_000_000;

    private BoundFiles() {}

    static String hash(Path source) {
        return hash(source, FILES, BYTES);
    }

    static String hash(Path source, int most, long bytes) {
        try {
            Path real = source.toRealPath();
            List<Path> entries;
            try (Stream<Path> walk = Files.walk(real)) {
                entries = walk.limit(most + 1L).sorted().toList();
            }
            return entries.size() > most ? "more than " + most + " files" : hash(real, entries, bytes);
        } catch (IOException | UncheckedIOException unreadable) {
            return "unreadable";
        }
    }

    private static String hash(Path folder, List<Path> entries, long bytes) throws IOException {
        InputDigest digest = InputDigest.start();
        long left = bytes;
        for (Path entry : entries) {
            digest.add(folder.relativize(entry).toString());
            if (Files.isSymbolicLink(entry)) {
                digest.add("link").add(Files.readSymbolicLink(entry).toString());
            } else if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                long size = Files.size(entry);
                left -= size;
                digest.add("file").add(size);
                if (left >= 0) {
                    digest.add(Files.readAllBytes(entry));
                }
            } else {
                // A folder; or a socket or a device, whose content nobody can read to its end.
                digest.add("other");
            }
        }
        return digest.hex();
    }
}
