package dev.slipway.engine.buildkit.sync;

import dev.slipway.engine.FileTree;
import dev.slipway.engine.TreeEntry;
import dev.slipway.engine.TreeEntry.RegularFile;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of {@code FileSync/DiffCopy}: all entries are told, while the receiver asks for the content of those that it
 * does not have. An entry's number is its place among the entries. Either side can break off with an error; otherwise
 * the receiver says when it has got everything, and is answered in kind.
 *
 * <p>The callbacks come one at a time from gRPC and never wait; the tree is walked, and files are read, by threads of
 * {@code threads}.
 */
final class Transfer extends ServerCall.Listener<Packet> {
    /** Files under way at the same time, as in BuildKit's own client. */
    private static final int AT_ONCE = 4;

    private final ServerCall<Packet, Packet> call;
    private final Outlet outlet;
    private final Executor threads;
    private final Fate fate;
    private final Map<Integer, RegularFile> offered = new ConcurrentHashMap<>();
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Requested> requests = new ArrayDeque<>();
    private int working;
    private int told;

    private record Requested(int id, RegularFile file) {}

    /** Hears how it ends; {@code ended} comes once, and last. */
    record Fate(Runnable complete, Consumer<IOException> unreadable, Consumer<Transfer> ended) {}

    private interface Work {
        void run() throws IOException;
    }

    Transfer(ServerCall<Packet, Packet> call, Outlet outlet, Executor threads, Fate fate) {
        this.call = call;
        this.outlet = outlet;
        this.threads = threads;
        this.fate = fate;
    }

    void start(FileTree tree, FileTree.Wanted wanted) {
        call.request(1);
        inBackground(() -> guarded(() -> {
            tree.walk(wanted, this::tell);
            outlet.send(Packet.getDefaultInstance());
        }));
    }

    /** Ends it as if the receiver had gone. */
    void hangUp() {
        outlet.hangUp();
    }

    @Override
    public void onMessage(Packet packet) {
        switch (packet.getType()) {
            case PACKET_REQ -> request(packet.getID());
            case PACKET_FIN -> {
                if (!outlet.over()) {
                    fate.complete().run();
                    outlet.finish();
                }
            }
            case PACKET_ERR ->
                outlet.fail(Status.ABORTED.withDescription(
                        "error from receiver: " + packet.getData().toStringUtf8()));
            case PACKET_STAT, PACKET_DATA, UNRECOGNIZED ->
                outlet.fail(Status.INVALID_ARGUMENT.withDescription("a receiver does not say " + packet.getType()));
        }
        call.request(1);
    }

    @Override
    public void onHalfClose() {
        outlet.fail(Status.ABORTED.withDescription("the receiver left before the end"));
    }

    @Override
    public void onReady() {
        outlet.ready();
    }

    @Override
    public void onCancel() {
        outlet.hangUp();
        fate.ended().accept(this);
    }

    @Override
    public void onComplete() {
        fate.ended().accept(this);
    }

    private void tell(TreeEntry entry) throws IOException {
        int id = told++;
        if (entry instanceof RegularFile file) {
            offered.put(id, file);
        }
        outlet.send(Packet.newBuilder().setStat(Stats.of(entry)).build());
    }

    private void request(int id) {
        RegularFile file = offered.remove(id);
        if (file == null) {
            outlet.fail(Status.INVALID_ARGUMENT.withDescription("there is no file " + id + " to be had"));
            return;
        }
        turn.lock();
        try {
            requests.add(new Requested(id, file));
            if (working < AT_ONCE) {
                working++;
                inBackground(this::sendRequested);
            }
        } finally {
            turn.unlock();
        }
    }

    private void inBackground(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException closed) {
            outlet.fail(Status.UNAVAILABLE.withDescription("the build is over"));
        }
    }

    private void sendRequested() {
        for (Requested next = next(); next != null; next = next()) {
            Requested requested = next;
            guarded(() -> {
                FileBytes bytes = new FileBytes(outlet, requested.id());
                requested.file().content().writeTo(bytes);
                bytes.end();
            });
        }
    }

    private @Nullable Requested next() {
        turn.lock();
        try {
            Requested next = outlet.over() ? null : requests.poll();
            if (next == null) {
                working--;
            }
            return next;
        } finally {
            turn.unlock();
        }
    }

    private void guarded(Work work) {
        boolean done = false;
        try {
            work.run();
            done = true;
        } catch (IOException | RuntimeException failed) {
            // Once the call is over, whatever fails fails because of that.
            if (!outlet.over()) {
                fate.unreadable().accept(failed instanceof IOException reason ? reason : new IOException(failed));
                outlet.fail(Status.ABORTED.withDescription(failed.getMessage()));
            }
        } finally {
            if (!done) {
                outlet.fail(Status.INTERNAL.withDescription("sending the files failed"));
            }
        }
    }
}
