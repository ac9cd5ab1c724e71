package dev.slipway.context;

import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hashes files of a context by size and bytes, and reads those only that are not known yet. Not for several threads. */
final class FileHashes {
    private static final Logger log = LoggerFactory.getLogger(FileHashes.class);

    private final Optional<HashCache> cache;
    private final FileContent content = new FileContent();

    FileHashes(Optional<HashCache> cache) {
        this.cache = cache;
    }

    /** Breaks off with an {@link java.io.InterruptedIOException} when told to stop. */
    Scan.Item item(ContextEntry.RegularFile file, StopSignal stop) throws IOException {
        String hash = of(file, stop);
        boolean settled =
                cache.flatMap(hashes -> hashes.get(file.source(), file.stamp())).isPresent();
        return new Scan.Item(file, hash, settled);
    }

    String of(ContextEntry.RegularFile file, StopSignal stop) throws IOException {
        Optional<String> known = cache.flatMap(hashes -> hashes.get(file.source(), file.stamp()));
        if (known.isPresent()) {
            return known.get();
        }
        long started = cache.map(HashCache::start).orElse(0L);
        InputDigest digest = InputDigest.start().length(file.size());
        content.copy(file, (bytes, offset, length) -> {
            Scan.heed(stop);
            digest.piece(bytes, offset, length);
        });
        String hash = digest.hex();
        cache.ifPresent(hashes -> hashes.put(file.source(), file.stamp(), hash, started));
        return hash;
    }

    void save() {
        try {
            if (cache.isPresent()) {
                cache.get().save();
            }
        } catch (IOException e) {
            log.warn("The cache of file hashes was not written; the next scan reads all files again", e);
        }
    }
}
