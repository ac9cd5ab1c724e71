package dev.slipway.context;

import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns contexts into {@link Inputs}: what COPY sees, by path, type, permission bits, link target and bytes, and the
 * Dockerfile. Times, owners and the order on disk have no say. Threads may share it.
 */
final class Fingerprints {
    private final @Nullable Path cacheFolder;
    private final InstantSource clock;

    private Fingerprints(@Nullable Path cacheFolder, InstantSource clock) {
        this.cacheFolder = cacheFolder;
        this.clock = clock;
    }

    /** Reads every file every time. */
    static Fingerprints uncached() {
        return new Fingerprints(null, InstantSource.system());
    }

    /** Remembers in this folder what files held, so that only changed ones are read again. */
    static Fingerprints cachedIn(Path folder) {
        return cachedIn(folder, InstantSource.system());
    }

    static Fingerprints cachedIn(Path folder, InstantSource clock) {
        return new Fingerprints(folder, clock);
    }

    /** @throws IOException naming the file that could not be read or changed meanwhile */
    Inputs of(BuildContext context) throws IOException {
        return of(context, scan(context.subject(), context.stop()));
    }

    /** Walks a context and hashes its files. */
    Scan scan(Subject subject, StopSignal stop) throws IOException {
        FileHashes hashes = new FileHashes(
                cacheFolder == null
                        ? Optional.empty()
                        : Optional.of(HashCache.open(cacheFolder, subject.root(), clock)));
        Scan scan = Scan.take(subject, file -> hashes.item(file, stop), stop);
        hashes.save();
        return scan;
    }

    /** The inputs that a scan of this context shows, and its Dockerfile as it is now. */
    static Inputs of(BuildContext context, Scan scan) throws IOException {
        Inputs.Builder inputs = Inputs.builder();
        String dockerfile = "dockerfile " + context.dockerfileAsked();
        FileStatus status = FileStatus.of(context.dockerfileSource());
        inputs.addHash(
                dockerfile,
                new FileHashes(Optional.empty())
                        .of(
                                new ContextEntry.RegularFile(
                                        context.dockerfile(),
                                        0,
                                        status.modified(),
                                        context.dockerfileSource(),
                                        status.stamp(),
                                        1),
                                context.stop()));
        for (Scan.Item item : scan.items()) {
            switch (item.entry()) {
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
                            InputDigest.start().add("file").add(file.mode()).add(item.hash());
                    // A Dockerfile that COPY sees is one input, not two: its bytes and its mode.
                    inputs.add(file.path().equals(context.dockerfile()) ? dockerfile : "file " + file.path(), digest);
                }
            }
        }
        return inputs.build();
    }
}
