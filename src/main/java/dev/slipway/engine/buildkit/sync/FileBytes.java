package dev.slipway.engine.buildkit.sync;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;

/** A file on its way: its bytes in packets, and an empty one for its end. */
final class FileBytes extends OutputStream {
    /** As BuildKit's own client cuts them; receivers refuse messages of more than 4 MiB. */
    private static final int PACKET = 32 * 1024;

    private final Outlet outlet;
    private final int id;
    private final byte[] buffer = new byte[PACKET];
    private int filled;

    FileBytes(Outlet outlet, int id) {
        this.outlet = outlet;
        this.id = id;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            int part = Math.min(PACKET - filled, end - at);
            System.arraycopy(bytes, at, buffer, filled, part);
            filled += part;
            at += part;
            if (filled == PACKET) {
                flush();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (filled > 0) {
            send(ByteString.copyFrom(buffer, 0, filled));
            filled = 0;
        }
    }

    /** All bytes have been written. */
    void end() throws IOException {
        flush();
        send(ByteString.EMPTY);
    }

    private void send(ByteString data) throws IOException {
        outlet.send(Packet.newBuilder()
                .setType(Packet.PacketType.PACKET_DATA)
                .setID(id)
                .setData(data)
                .build());
    }
}
