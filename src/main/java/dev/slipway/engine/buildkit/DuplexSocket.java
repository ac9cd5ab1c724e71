package dev.slipway.engine.buildkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;

/** A {@link Duplex} in the shape that the gRPC library takes connections in. Nothing of it is on any network. */
public final class DuplexSocket extends Socket {

    private final Duplex bytes;
    private final CountDownLatch closed = new CountDownLatch(1);

    public DuplexSocket(Duplex bytes) {
        this.bytes = bytes;
    }

    void awaitClosed() throws InterruptedException {
        closed.await();
    }

    @Override
    public InputStream getInputStream() {
        return bytes.in();
    }

    @Override
    public OutputStream getOutputStream() {
        return bytes.out();
    }

    @Override
    public void close() {
        closed.countDown();
        bytes.close();
    }

    @Override
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) {
        // It is.
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // Not TCP.
    }

    @Override
    public void setKeepAlive(boolean on) {
        // Not TCP.
    }

    @Override
    public void setSoTimeout(int timeout) {
        // Whoever waits has a limit of his own.
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public InetAddress getInetAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return OneConnection.NOWHERE;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return OneConnection.NOWHERE;
    }
}
