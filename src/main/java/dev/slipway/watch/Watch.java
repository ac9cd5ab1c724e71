package dev.slipway.watch;

import dev.slipway.watch.Hints.Heard;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Tells what changes below some roots. Where the system tells of changes in folders, it is asked for hints; what has
 * changed is always found by looking, so that lost, doubled and misleading hints cost time and nothing else. Without
 * hints, or with too many folders for them, everything is looked at in turns.
 *
 * <p>Threads: {@link #next} is called by one thread; {@link #close} may be called by any, and ends a wait under way.
 */
public final class Watch implements Changes {
    /** After the last change that came; long enough for an editor that writes, syncs and renames. */
    private static final Duration QUIET = Duration.ofMillis(120);

    /** After the first change, however many follow. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Picture picture;
    private final Settling settling = new Settling(QUIET, LONGEST);
    private final LongSupplier nanos;
    private final Consumer<String> notices;
    private final Set<Path> unseen = new HashSet<>();
    private volatile Hints hints;
    private volatile boolean closed;

    private Watch(List<Root> roots, Hints hints, LongSupplier nanos, Consumer<String> notices) {
        this.hints = hints;
        this.nanos = nanos;
        this.notices = notices;
        this.picture = new Picture(roots, this::enter, folder -> this.hints.forget(folder));
    }

    /**
     * Everything as it is now is what later changes are measured by.
     *
     * @param notices told what makes the watch slow or blind, as a sentence for people
     */
    public static Watch open(List<Root> roots, Consumer<String> notices) {
        Hints hints;
        try {
            hints = new KernelHints();
        } catch (IOException refused) {
            notices.accept(slowly("asking the system to tell of changes", refused));
            hints = new PatientHints();
        }
        return open(roots, hints, System::nanoTime, notices);
    }

    static Watch open(List<Root> roots, Hints hints, LongSupplier nanos, Consumer<String> notices) {
        Watch watch = new Watch(roots, hints, nanos, notices);
        watch.picture.lookEverywhere();
        return watch;
    }

    private void enter(Path folder) {
        try {
            hints.watch(folder);
        } catch (NoSuchFileException | NotDirectoryException gone) {
            // Its parent is watched and has told of it, or will.
            hints.forget(folder);
        } catch (AccessDeniedException closedToUs) {
            if (unseen.add(folder)) {
                notices.accept("looking into " + folder + ": permission denied; changes there are not seen");
            }
        } catch (IOException tooMany) {
            notices.accept(slowly("watching " + folder, tooMany));
            Hints before = hints;
            hints = new PatientHints();
            before.close();
            if (closed) {
                hints.close();
            }
        }
    }

    private static String slowly(String doing, IOException refused) {
        return ("%s: %s; all files are looked at every %d ms instead. Maybe raise fs.inotify.max_user_watches and"
                        + " fs.inotify.max_user_instances (sysctl), or leave out what is large in .dockerignore.")
                .formatted(doing, refused.getMessage(), PatientHints.PERIOD.toMillis());
    }

    @Override
    public Optional<ChangeSet> next() {
        while (true) {
            Optional<ChangeSet> ready = settling.ready(nanos.getAsLong());
            if (ready.isPresent()) {
                return ready;
            }
            switch (hints.await(patience())) {
                case Heard.Nothing nothing -> {}
                case Heard.Folders folders -> settling.heard(picture.look(folders.folders()), nanos.getAsLong());
                case Heard.Anywhere anywhere -> settling.heard(picture.lookEverywhere(), nanos.getAsLong());
                case Heard.Closed over -> {
                    if (closed) {
                        return Optional.empty();
                    }
                }
            }
        }
    }

    private Duration patience() {
        OptionalLong due = settling.due();
        return due.isEmpty() ? PATIENCE : Duration.ofNanos(Math.max(0, due.getAsLong() - nanos.getAsLong()));
    }

    @Override
    public void close() {
        closed = true;
        hints.close();
    }
}
