package dev.slipway.engine;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Build contexts made of a few texts, in memory. */
public final class Contexts {
    private Contexts() {}

    /** The context of these files; any of them may be the Dockerfile. */
    public static BuildFiles of(Map<String, String> files) {
        return new Files(tar(files), Entries.of(files));
    }

    /** Can only be sent whole. */
    public static BuildFiles sentAs(ContextStream tar) {
        return new Files(tar, (wanted, visitor) -> {
            throw new UnsupportedOperationException("this context is only a tar");
        });
    }

    /** A context that breaks off when it is read, whichever way it is sent. */
    public static BuildFiles unreadable(String dockerfile, String why) {
        ContextStream tar = out -> {
            out.write(new byte[100_000]);
            throw new IOException(why);
        };
        FileTree readable = Entries.of(Map.of("Dockerfile", dockerfile));
        FileTree tree = (wanted, visitor) -> {
            readable.walk(wanted, visitor);
            visitor.entry(new TreeEntry.RegularFile("unreadable", 0644, 0, 200_000, out -> {
                out.write(new byte[100_000]);
                throw new IOException(why);
            }));
        };
        return new Files(tar, tree, readable);
    }

    private record Files(ContextStream tar, FileTree context, FileTree dockerfile) implements BuildFiles {
        private Files(ContextStream tar, FileTree tree) {
            this(tar, tree, tree);
        }

        @Override
        public ContextStream tarFor(EngineInfo.Builder builder) {
            return tar;
        }

        @Override
        public Delivery deliver(BuildRequest.Freshness freshness) {
            return new Sent(UUID.randomUUID().toString().replace("-", ""), context, dockerfile);
        }
    }

    /** Never under the same key twice, so nothing is remembered. */
    private record Sent(String key, FileTree context, FileTree dockerfile) implements Delivery {
        @Override
        public void delivered() {
            // Nobody keeps the books.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    public static ContextStream tar(Map<String, String> files) {
        return tar -> {
            Counting counted = new Counting(tar);
            TarArchiveOutputStream out = new TarArchiveOutputStream(counted);
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(bytes.length);
                entry.setMode(0100644);
                entry.setModTime(0L);
                out.putArchiveEntry(entry);
                out.write(bytes);
                out.closeArchiveEntry();
            }
            out.finish();
            return counted.bytes;
        };
    }

    private static final class Counting extends FilterOutputStream {
        private long bytes;

        private Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }
    }
}
