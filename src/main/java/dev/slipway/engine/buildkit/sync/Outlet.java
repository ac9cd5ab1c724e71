package dev.slipway.engine.buildkit.sync;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way out of one call: one packet at a time, whoever sends it, and no faster than the receiver takes them. It is
 * over after {@link #finish}, {@link #fail} or {@link #hangUp}, whichever comes first; then nobody waits in it any more.
 */
final class Outlet {
    /** What may wait in memory for the receiver; enough that several files keep the connection busy. */
    private static final int WAITING_BYTES = 256 * 1024;

    private final ServerCall<Packet, Packet> call;
    private final Meter meter;
    private final ReentrantLock turn = new ReentrantLock();
    private final Condition mayGoOn = turn.newCondition();
    private boolean over;

    Outlet(ServerCall<Packet, Packet> call, Meter meter) {
        this.call = call;
        this.meter = meter;
        call.setOnReadyThreshold(WAITING_BYTES);
        call.sendHeaders(new Metadata());
    }

    /**
     * Waits until the receiver has room.
     *
     * @throws IOException when the call is over
     */
    void send(Packet packet) throws IOException {
        turn.lock();
        try {
            while (!over && !call.isReady()) {
                mayGoOn.awaitUninterruptibly();
            }
            if (over) {
                throw new IOException("nobody listens any more");
            }
            put(packet);
        } finally {
            turn.unlock();
        }
    }

    void finish() {
        end(Packet.PacketType.PACKET_FIN, "", Status.OK);
    }

    void fail(Status status) {
        end(Packet.PacketType.PACKET_ERR, String.valueOf(status.getDescription()), status);
    }

    /** The receiver has gone. */
    void hangUp() {
        turn.lock();
        try {
            over = true;
            mayGoOn.signalAll();
        } finally {
            turn.unlock();
        }
    }

    void ready() {
        turn.lock();
        try {
            mayGoOn.signalAll();
        } finally {
            turn.unlock();
        }
    }

    boolean over() {
        turn.lock();
        try {
            return over;
        } finally {
            turn.unlock();
        }
    }

    /** A last word is small, and the thread that hears the receiver says it: so it does not wait for room. */
    private void end(Packet.PacketType type, String text, Status status) {
        turn.lock();
        try {
            if (!over) {
                over = true;
                put(Packet.newBuilder()
                        .setType(type)
                        .setData(ByteString.copyFromUtf8(text))
                        .build());
                call.close(status, new Metadata());
                mayGoOn.signalAll();
            }
        } finally {
            turn.unlock();
        }
        meter.tell();
    }

    private void put(Packet packet) {
        call.sendMessage(packet);
        meter.add(packet.getSerializedSize());
    }
}
