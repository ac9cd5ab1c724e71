package dev.slipway.engine.buildkit.sync;

import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/**
 * The service {@code moby.filesync.v1.FileSync} for one build: lets the engine take from a delivery's context and
 * Dockerfile what it lacks. Of its two ways only {@code DiffCopy} is offered; no engine has ever used the other.
 *
 * <p>Threads: walking and reading happen on threads of its own, so that the threads which call it stay free for the
 * session's other services. {@code progress} hears one sum at a time, never a smaller one after a larger.
 */
public final class FileSync implements AutoCloseable {
    private static final String SERVICE = "moby.filesync.v1.FileSync";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final MethodDescriptor<Packet, Packet> DIFF_COPY = method("DiffCopy");
    private static final MethodDescriptor<Packet, Packet> TAR_STREAM = method("TarStream");

    private final Delivery delivery;
    private final Meter meter;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("file-sync-", 0).factory());
    private final Set<Transfer> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<IOException> unreadable = new AtomicReference<>();

    /** @param progress hears now and then how many bytes have been sent in all */
    public FileSync(Delivery delivery, LongConsumer progress) {
        this.delivery = delivery;
        this.meter = new Meter(progress);
    }

    public ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(DIFF_COPY, this::diffCopy)
                .addMethod(TAR_STREAM, (call, headers) -> refuse(call, Status.UNIMPLEMENTED))
                .build();
    }

    /** Bytes sent so far: entries and contents of all calls, without the framing below. */
    public long bytes() {
        return meter.sent();
    }

    /** Why the files themselves could not be read, as opposed to not being wanted any more. */
    public Optional<IOException> unreadable() {
        return Optional.ofNullable(unreadable.get());
    }

    /** Breaks off what is under way and waits, for a moment, until no file is touched any more. */
    @Override
    public void close() {
        threads.shutdown();
        open.forEach(Transfer::hangUp);
        try {
            if (!threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException stop) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private ServerCall.Listener<Packet> diffCopy(ServerCall<Packet, Packet> call, Metadata headers) {
        Asked asked;
        try {
            asked = Asked.of(headers);
        } catch (IllegalArgumentException malformed) {
            return refuse(call, Status.INVALID_ARGUMENT.withDescription(malformed.getMessage()));
        }
        return switch (asked.folder()) {
            case "context" ->
                transfer(call, asked, delivery.context(), () -> {
                    if (!asked.onlyIgnoreFile()) {
                        delivery.delivered();
                    }
                });
            case "dockerfile" -> transfer(call, asked, delivery.dockerfile(), () -> {});
            case String other ->
                refuse(call, Status.NOT_FOUND.withDescription("no access allowed to dir \"" + other + "\""));
        };
    }

    private ServerCall.Listener<Packet> transfer(
            ServerCall<Packet, Packet> call, Asked asked, FileTree tree, Runnable complete) {
        Transfer transfer = new Transfer(
                call,
                new Outlet(call, meter),
                threads,
                new Transfer.Fate(complete, reason -> unreadable.compareAndSet(null, reason), open::remove));
        open.add(transfer);
        transfer.start(tree, asked.wanted());
        return transfer;
    }

    private static ServerCall.Listener<Packet> refuse(ServerCall<Packet, Packet> call, Status status) {
        call.close(status, new Metadata());
        return new ServerCall.Listener<>() {};
    }

    private static MethodDescriptor<Packet, Packet> method(String name) {
        return MethodDescriptor.<Packet, Packet>newBuilder()
                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(ProtoUtils.marshaller(Packet.getDefaultInstance()))
                .setResponseMarshaller(ProtoUtils.marshaller(Packet.getDefaultInstance()))
                .build();
    }
}
