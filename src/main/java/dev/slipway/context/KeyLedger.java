package dev.slipway.context;

import dev.slipway.engine.BuildRequest.Freshness;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides under which key the next delivery of a folder comes, so that no engine ever takes old bytes for new ones. The
 * key of the last delivery is used again when all of these hold; otherwise a random one, which is then the folder's:
 * <ul>
 *   <li>a build may use what it made before;
 *   <li>its history is on record, whole, written by us and touched by nobody since, and all that was shown under it was
 *       delivered;
 *   <li>no path is shown with a size and a time that it was shown with before, with other bytes.
 * </ul>
 * What is shown is on record before it is shown. Only one process at a time writes a folder's record; another one's
 * deliveries come under keys that are used once. Threads share it, and their deliveries the key.
 */
final class KeyLedger {
    private static final Logger log = LoggerFactory.getLogger(KeyLedger.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String TITLE = "slipway deliveries 1";

    private final Path record;
    private final Path voucher;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Voucher held;
    private @Nullable KeyHistory current;
    /** Something was shown under the current key that did not arrive. */
    private boolean broken;

    private int open;

    /** @param folder where records are kept, of this and of other folders */
    KeyLedger(Path folder, Path root) {
        String name = InputDigest.start().add(root.toString()).hex().substring(0, 16);
        this.record = folder.resolve(name + ".deliveries");
        this.voucher = folder.resolve(name + ".voucher");
    }

    static String freshKey() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A key for a delivery of this scan, whose files must have been hashed. */
    Lease lease(Scan scan, Freshness freshness) {
        lock.lock();
        try {
            if (held == null && !take()) {
                return Lease.once(freshKey());
            }
            try {
                return lease(next(scan, freshness), scan);
            } catch (IOException unwritable) {
                log.warn("What is sent to the engine cannot be put on record, so all of it is sent", unwritable);
                broken = true;
                releaseUnused();
                return Lease.once(freshKey());
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean take() {
        Optional<Voucher> free = Voucher.take(voucher, record);
        if (free.isPresent()) {
            held = free.get();
            broken = false;
            current = held.vouched()
                    ? new TextRecord(record, TITLE)
                            .read()
                            .flatMap(KeyHistory::parse)
                            .orElse(null)
                    : null;
        }
        return free.isPresent();
    }

    private Lease lease(KeyHistory history, Scan scan) throws IOException {
        boolean other = history != current;
        if (history.add(scan) || other) {
            new TextRecord(record, TITLE).write(history.lines());
            Objects.requireNonNull(held).recordWritten();
        }
        current = history;
        broken = broken && !other;
        open++;
        return new Lease(history.key(), arrived -> closed(history, arrived));
    }

    private void closed(KeyHistory history, boolean arrived) {
        lock.lock();
        try {
            open--;
            broken = broken || (!arrived && history == current);
            releaseUnused();
        } finally {
            lock.unlock();
        }
    }

    private void releaseUnused() {
        if (open == 0 && held != null) {
            held.release(!broken);
            held = null;
            current = null;
        }
    }

    private KeyHistory next(Scan scan, Freshness freshness) {
        KeyHistory known = broken ? null : current;
        return switch (freshness) {
            case CACHED ->
                known == null || known.misleads(scan) || known.tooLong(scan) ? new KeyHistory(freshKey()) : known;
            case NO_CACHE -> new KeyHistory(freshKey());
        };
    }
}
