package dev.slipway.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The system's own notices: inotify on Linux, one watch a folder. */
final class KernelHints implements Hints {
    private final WatchService service;
    private final Map<WatchKey, Path> folders = new HashMap<>();
    private final Map<Path, WatchKey> keys = new HashMap<>();

    KernelHints() throws IOException {
        this.service = FileSystems.getDefault().newWatchService();
    }

    @Override
    public void watch(Path folder) throws IOException {
        WatchKey key;
        try {
            key = folder.register(
                    service,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        } catch (ClosedWatchServiceException closed) {
            // Somebody closed it during a look; the next wait says so.
            return;
        }
        // A folder that was moved keeps its watch, and so its key, which still bears the old name.
        Path before = folders.put(key, folder);
        if (before != null && !before.equals(folder)) {
            keys.remove(before);
        }
        WatchKey replaced = keys.put(folder, key);
        if (replaced != null && !replaced.equals(key)) {
            folders.remove(replaced);
            cancel(replaced);
        }
    }

    @Override
    public void forget(Path folder) {
        WatchKey key = keys.remove(folder);
        if (key != null) {
            folders.remove(key);
            cancel(key);
        }
    }

    private static void cancel(WatchKey key) {
        try {
            key.cancel();
        } catch (ClosedWatchServiceException closed) {
            // It is cancelled with all others.
            return;
        }
    }

    @Override
    public Heard await(Duration longest) {
        try {
            WatchKey key = service.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
            if (key == null) {
                return new Heard.Nothing();
            }
            Set<Path> dirty = new HashSet<>();
            boolean lost = false;
            for (@Nullable WatchKey next = key; next != null; next = service.poll()) {
                for (WatchEvent<?> event : next.pollEvents()) {
                    lost |= event.kind() == StandardWatchEventKinds.OVERFLOW;
                }
                next.reset();
                Path folder = folders.get(next);
                if (folder != null) {
                    dirty.add(folder);
                }
            }
            return lost ? new Heard.Anywhere() : new Heard.Folders(dirty);
        } catch (ClosedWatchServiceException closed) {
            return new Heard.Closed();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody may interrupt a watch; close it", interrupted);
        }
    }

    @Override
    public void close() {
        try {
            service.close();
        } catch (IOException unclosable) {
            throw new java.io.UncheckedIOException("closing the watch of files", unclosable);
        }
    }
}
