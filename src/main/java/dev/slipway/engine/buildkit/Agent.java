package dev.slipway.engine.buildkit;

import java.io.EOFException;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A connection to an ssh agent that may be asked which keys it has and to sign with them, and nothing else: whoever could
 * add, remove or lock keys, or use extensions, would have more of the agent than a build needs.
 */
final class Agent implements AutoCloseable {
    private static final int LIST = 11;
    private static final int SIGN = 13;
    private static final byte[] FAILURE = {0, 0, 0, 1, 5};

    private final Path socket;
    private final SocketChannel channel;

    private Agent(Path socket, SocketChannel channel) {
        this.socket = socket;
        this.channel = channel;
    }

    /** @throws IOException when nobody listens there, naming the socket */
    static Agent connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return new Agent(socket, channel);
        } catch (IOException | IllegalArgumentException nobody) {
            channel.close();
            throw new IOException("no ssh agent listens at " + socket + ": " + nobody.getMessage(), nobody);
        }
    }

    /** The answer to one request, both with their length before them. Waits as long as the agent does: it may ask its user. */
    byte[] answer(int type, byte[] request) throws IOException {
        if (type != LIST && type != SIGN) {
            return FAILURE.clone();
        }
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        int length = ByteBuffer.wrap(read(AgentRequests.LENGTH)).getInt();
        if (length < 1 || length > AgentRequests.LONGEST) {
            throw new StreamCorruptedException("the ssh agent at " + socket + " answers " + length + " bytes");
        }
        return ByteBuffer.allocate(AgentRequests.LENGTH + length)
                .putInt(length)
                .put(read(length))
                .array();
    }

    private byte[] read(int length) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(length);
        while (in.hasRemaining()) {
            if (channel.read(in) < 0) {
                throw new EOFException("the ssh agent at " + socket + " hung up");
            }
        }
        return in.array();
    }

    /** By anyone; whoever waits for an answer gets an {@link IOException}. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException alreadyBroken) {
            // Nothing is left to release.
        }
    }
}
