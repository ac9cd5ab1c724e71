package dev.slipway.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of runs in a home: made when a run begins, and asked later whether their run still lives. */
public final class RunFolders {
    private static final Logger log = LoggerFactory.getLogger(RunFolders.class);

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int ID_LENGTH = 20;
    private static final String OWNER = "owner";
    private static final String ALIVE = "alive";
    private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

    private final Home home;

    public RunFolders(Home home) {
        this.home = home;
    }

    /** Makes the folder of a new run and returns its id, such as {@code 20261122-044512-3fa9}. */
    public String begin(Instant now) {
        byte[] salt = new byte[2];
        new SecureRandom().nextBytes(salt);
        String id = STAMP.format(now.atZone(ZoneId.systemDefault())) + "-"
                + HexFormat.of().formatHex(salt);
        try {
            Files.createDirectories(home.runs());
            Files.createDirectory(home.run(id));
            lock(id);
            Files.writeString(home.run(id).resolve(OWNER), Owner.self().toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot make a folder for the run in " + home.runs(), unwritable);
        }
        return id;
    }

    /** Held until this process ends, however it ends: it tells the dead also after the machine has started anew. */
    private void lock(String id) throws IOException {
        FileChannel channel =
                FileChannel.open(home.run(id).resolve(ALIVE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            synchronized (HELD) {
                if (channel.tryLock() != null) {
                    HELD.put(home.run(id), channel);
                    return;
                }
            }
        } catch (IOException unsupported) {
            log.info("no locks in {}; whether a run lives is told by its process alone", home.runs(), unsupported);
        }
        channel.close();
        Files.deleteIfExists(home.run(id).resolve(ALIVE));
    }

    private boolean unlocked(Path run) throws IOException {
        Path alive = run.resolve(ALIVE);
        // One at a time: Java refuses a process a lock that another of its threads holds, be it only for the question.
        synchronized (HELD) {
            // A second channel of our own would take the first one's lock along when it is closed.
            if (HELD.containsKey(run) || !Files.exists(alive)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(alive, StandardOpenOption.WRITE)) {
                return channel.tryLock() != null;
            }
        }
    }

    /** Whether the run whose id the text begins with belongs to this home and has died. */
    public boolean knownDead(String tagRest) {
        if (tagRest.length() < ID_LENGTH) {
            return false;
        }
        try {
            Path run = home.run(tagRest.substring(0, ID_LENGTH));
            Path owner = run.resolve(OWNER);
            if (unlocked(run)) {
                return true;
            }
            return Files.exists(owner)
                    && Owner.parse(Files.readString(owner, StandardCharsets.UTF_8))
                            .map(Owner::dead)
                            .orElse(false);
        } catch (IOException | InvalidPathException unreadable) {
            return false;
        }
    }
}
