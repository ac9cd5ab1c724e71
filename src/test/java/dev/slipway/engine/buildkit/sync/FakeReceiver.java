package dev.slipway.engine.buildkit.sync;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.protobuf.ProtoUtils;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An engine's end of one sync. Asks for every file once, and ends the call as soon as something is not as it must be. */
class FakeReceiver extends ClientCall.Listener<Packet> {
    private static final int LARGEST_DATA = 32 * 1024;

    /** When files are asked for. */
    enum Asking {
        WHILE_TOLD,
        ALL_AT_THE_END_SHUFFLED,
        NEVER
    }

    private final ClientCall<Packet, Packet> call;
    private final Asking asking;
    private final Sequence sequence = new Sequence();
    private final List<Stat> stats = new ArrayList<>();
    private final Map<Integer, ByteArrayOutputStream> contents = new HashMap<>();
    private final Set<Integer> outstanding = new HashSet<>();
    private final CompletableFuture<Status> closed = new CompletableFuture<>();
    private @Nullable String error;
    private boolean allTold;
    private boolean finished;
    private int interleaved;
    private int lastId = -1;

    FakeReceiver(Channel channel, String method, Metadata headers, Asking asking) {
        this.asking = asking;
        this.call = channel.newCall(
                MethodDescriptor.<Packet, Packet>newBuilder()
                        .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                        .setFullMethodName("moby.filesync.v1.FileSync/" + method)
                        .setRequestMarshaller(ProtoUtils.marshaller(Packet.getDefaultInstance()))
                        .setResponseMarshaller(ProtoUtils.marshaller(Packet.getDefaultInstance()))
                        .build(),
                CallOptions.DEFAULT);
        call.start(this, headers);
    }

    static FakeReceiver of(Channel channel, String folder, Asking asking) {
        return new FakeReceiver(channel, "DiffCopy", headers("dir-name", folder), asking).reading();
    }

    static Metadata headers(String... pairs) {
        Metadata headers = new Metadata();
        for (int at = 0; at < pairs.length; at += 2) {
            headers.put(Metadata.Key.of(pairs[at], Metadata.ASCII_STRING_MARSHALLER), pairs[at + 1]);
        }
        return headers;
    }

    FakeReceiver reading() {
        call.request(1);
        return this;
    }

    void say(Packet packet) {
        call.sendMessage(packet);
    }

    void cancel() {
        call.cancel("the test has seen enough", null);
    }

    Status end() throws Exception {
        return closed.get(60, TimeUnit.SECONDS);
    }

    List<Stat> stats() {
        return stats;
    }

    /** What the sender gave as the reason of its breaking off. */
    @Nullable
    String error() {
        return error;
    }

    /** How often a piece of one file came in the middle of another. */
    int interleaved() {
        return interleaved;
    }

    /** The content of every file that was asked for, by its path. */
    Map<String, byte[]> contents() {
        Map<String, byte[]> byPath = new LinkedHashMap<>();
        contents.forEach((id, bytes) -> byPath.put(stats.get(id).getPath(), bytes.toByteArray()));
        return byPath;
    }

    @Override
    public void onMessage(Packet packet) {
        try {
            take(packet);
        } catch (RuntimeException broken) {
            call.cancel(broken.getMessage(), broken);
        }
        call.request(1);
    }

    void take(Packet packet) {
        switch (packet.getType()) {
            case PACKET_STAT -> {
                if (packet.hasStat()) {
                    told(packet.getStat());
                } else {
                    allTold = true;
                    askShuffled();
                }
            }
            case PACKET_DATA -> data(packet);
            case PACKET_FIN -> call.halfClose();
            case PACKET_ERR -> error = packet.getData().toStringUtf8();
            case PACKET_REQ, UNRECOGNIZED -> throw new IllegalStateException("a sender does not say " + packet);
        }
        if (allTold && outstanding.isEmpty() && !finished) {
            finished = true;
            say(Packet.newBuilder().setType(Packet.PacketType.PACKET_FIN).build());
        }
    }

    private void told(Stat stat) {
        if (allTold) {
            throw new IllegalStateException("an entry after the end of them");
        }
        sequence.check(stat);
        stats.add(stat);
        if (asking == Asking.WHILE_TOLD && content(stat)) {
            ask(stats.size() - 1);
        }
    }

    private void askShuffled() {
        if (asking == Asking.ALL_AT_THE_END_SHUFFLED) {
            List<Integer> ids = new ArrayList<>();
            for (int id = 0; id < stats.size(); id++) {
                if (content(stats.get(id))) {
                    ids.add(id);
                }
            }
            Collections.shuffle(ids, new Random(42));
            ids.forEach(this::ask);
        }
    }

    private static boolean content(Stat stat) {
        return Sequence.regular(stat) && stat.getLinkname().isEmpty();
    }

    private void ask(int id) {
        outstanding.add(id);
        contents.put(id, new ByteArrayOutputStream());
        say(Packet.newBuilder().setType(Packet.PacketType.PACKET_REQ).setID(id).build());
    }

    private void data(Packet packet) {
        int id = packet.getID();
        if (!outstanding.contains(id) || packet.getData().size() > LARGEST_DATA) {
            throw new IllegalStateException(packet.getData().size() + " bytes of " + id);
        }
        if (id != lastId && outstanding.contains(lastId)) {
            interleaved++;
        }
        lastId = id;
        if (packet.getData().isEmpty()) {
            outstanding.remove(id);
        } else {
            Objects.requireNonNull(contents.get(id)).writeBytes(packet.getData().toByteArray());
        }
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        closed.complete(status);
    }
}
