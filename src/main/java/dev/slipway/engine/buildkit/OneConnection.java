package dev.slipway.engine.buildkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ServerSocketFactory;

/** Lets a server believe that it listens: it accepts one connection, which is there already, and then nobody. */
final class OneConnection extends ServerSocketFactory {
    static final SocketAddress NOWHERE = InetSocketAddress.createUnresolved("session", 0);

    private final Socket connection;

    OneConnection(Socket connection) {
        this.connection = connection;
    }

    @Override
    public ServerSocket createServerSocket() throws IOException {
        return new Listener(connection);
    }

    @Override
    public ServerSocket createServerSocket(int port) throws IOException {
        return createServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog) throws IOException {
        return createServerSocket();
    }

    @Override
    public ServerSocket createServerSocket(int port, int backlog, InetAddress address) throws IOException {
        return createServerSocket();
    }

    private static final class Listener extends ServerSocket {
        private final Socket connection;
        private final AtomicBoolean taken = new AtomicBoolean();
        private final CountDownLatch closed = new CountDownLatch(1);

        private Listener(Socket connection) throws IOException {
            this.connection = connection;
        }

        @Override
        public Socket accept() throws IOException {
            if (taken.compareAndSet(false, true)) {
                return connection;
            }
            try {
                closed.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            throw new SocketException("closed");
        }

        @Override
        public void bind(SocketAddress endpoint) {
            // There is nothing to listen on.
        }

        @Override
        public SocketAddress getLocalSocketAddress() {
            return NOWHERE;
        }

        @Override
        public boolean isClosed() {
            return closed.getCount() == 0;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
