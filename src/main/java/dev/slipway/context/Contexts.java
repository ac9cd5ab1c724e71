package dev.slipway.context;

import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Opens the build contexts of one run and reads them. Builds of one folder that begin together share a scan of it, and all
 * of them the key by which engines remember it, whatever their Dockerfiles, targets and overlays. What was changed before
 * this was made is in every build; what is changed later is in each that is asked for after {@link Scans#TOGETHER}. Threads
 * may share it.
 */
public final class Contexts {
    private final Scans scans;
    private final Map<Path, KeyLedger> ledgers = new ConcurrentHashMap<>();
    private final @Nullable Path deliveries;

    private Contexts(Scans scans, @Nullable Path deliveries) {
        this.scans = scans;
        this.deliveries = deliveries;
    }

    /**
     * @param hashes where it is remembered what files held, so that only changed ones are read again
     * @param deliveries where it is remembered what was sent under which key, so that engines need not be sent it again
     */
    public static Contexts remembering(Path hashes, Path deliveries) {
        return remembering(Fingerprints.cachedIn(hashes)::scan, deliveries);
    }

    static Contexts remembering(Scans.Taker taker, Path deliveries) {
        return new Contexts(new Scans(taker, System::nanoTime), deliveries);
    }

    /** Remembers nothing: each delivery comes under a key of its own, and no file is read before it is sent. */
    public static Contexts forgetful() {
        return new Contexts(
                new Scans((subject, stop) -> Scan.take(subject, Scan.Look::unread, stop), System::nanoTime), null);
    }

    /**
     * Opens a context; {@link BuildContext#open} says how.
     *
     * @param stop breaks off what is read of it, with an {@link java.io.InterruptedIOException}
     */
    public BuildContext open(Path folder, String dockerfile, Map<String, String> overlay, StopSignal stop)
            throws IOException {
        return BuildContext.open(folder, dockerfile, overlay, this, stop);
    }

    /** What goes into a build that begins now, together with what this run has begun a moment ago. */
    public Inputs inputs(BuildContext context) throws IOException {
        return Fingerprints.of(context, scans.shared(context.subject(), context.stop()));
    }

    /** What a context holds now, whatever it held when a build began. */
    public Inputs inputsNow(BuildContext context) throws IOException {
        return Fingerprints.of(context, scans.fresh(context.subject(), context.stop()));
    }

    Delivery deliver(BuildContext context, Freshness freshness) throws IOException {
        DockerfileTree dockerfile = context.dockerfileTree();
        IgnoreRules obeyed = IgnoreRules.parse(context.ignoreText(), "the engine's ignore file");
        Path folder = deliveries;
        if (folder == null) {
            Scan scan = scans.fresh(context.subject(), context.stop());
            return new ContextDelivery(Lease.once(KeyLedger.freshKey()), new ScannedTree(scan, obeyed), dockerfile);
        }
        Scan scan = scans.shared(context.subject(), context.stop());
        KeyLedger ledger = ledgers.computeIfAbsent(context.folder(), root -> new KeyLedger(folder, root));
        return new ContextDelivery(ledger.lease(scan, freshness), new ScannedTree(scan, obeyed), dockerfile);
    }
}
