package dev.slipway.context;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns contexts into {@link Inputs}: what COPY sees, by path, type, permission bits, link target and bytes, and the
 * Dockerfile. Times, owners and the order on disk have no say. Threads may share it.
 */
public final class Fingerprints {
    private static final Logger log = LoggerFactory.getLogger(Fingerprints.class);

    private final @Nullable Path cacheFolder;
    private final InstantSource clock;

    private Fingerprints(@Nullable Path cacheFolder, InstantSource clock) {
        this.cacheFolder = cacheFolder;
        this.clock = clock;
    }

    /** Reads every file every time. */
    public static Fingerprints uncached() {
        return new Fingerprints(null, InstantSource.system());
    }

    /** Remembers in this folder what files held, so that only changed ones are read again. */
    public static Fingerprints cachedIn(Path folder) {
        return cachedIn(folder, InstantSource.system());
    }

    static Fingerprints cachedIn(Path folder, InstantSource clock) {
        return new Fingerprints(folder, clock);
    }

    /** @throws IOException naming the file that could not be read or changed meanwhile */
    public Inputs of(BuildContext context) throws IOException {
        Hasher hasher = new Hasher(
                cacheFolder == null
                        ? Optional.empty()
                        : Optional.of(HashCache.open(cacheFolder, context.folder(), clock)));
        Inputs.Builder inputs = Inputs.builder();
        String dockerfile = "dockerfile " + context.dockerfileAsked();
        FileStatus status = FileStatus.of(context.dockerfileSource());
        inputs.addHash(
                dockerfile,
                hasher.hash(new ContextEntry.RegularFile(
                        context.dockerfile(), 0, status.modified(), context.dockerfileSource(), status.stamp())));
        context.walk(entry -> {
            switch (entry) {
                case ContextEntry.Folder folder ->
                    inputs.add(
                            "folder " + folder.path(),
                            InputDigest.start().add("folder").add(folder.mode()));
                case ContextEntry.Link link ->
                    inputs.add(
                            "file " + link.path(),
                            InputDigest.start().add("link").add(link.target()));
                case ContextEntry.RegularFile file -> {
                    InputDigest digest =
                            InputDigest.start().add("file").add(file.mode()).add(hasher.hash(file));
                    // A Dockerfile that COPY sees is one input, not two: its bytes and its mode.
                    inputs.add(file.path().equals(context.dockerfile()) ? dockerfile : "file " + file.path(), digest);
                }
            }
        });
        hasher.save();
        return inputs.build();
    }

    private static final class Hasher {
        private final Optional<HashCache> cache;
        private final FileContent content = new FileContent();

        Hasher(Optional<HashCache> cache) {
            this.cache = cache;
        }

        String hash(ContextEntry.RegularFile file) throws IOException {
            Optional<String> known = cache.flatMap(hashes -> hashes.get(file.source(), file.stamp()));
            if (known.isPresent()) {
                return known.get();
            }
            long started = cache.map(HashCache::start).orElse(0L);
            InputDigest digest = InputDigest.start().length(file.size());
            content.copy(file, digest::piece);
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
                log.warn("The cache of file hashes was not written; the next fingerprint reads all files again", e);
            }
        }
    }
}
