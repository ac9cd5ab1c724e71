package dev.slipway.engine.buildkit.sync;

import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A service and a client of it, with real HTTP/2 between them. */
final class Wire implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;

    Wire(ServerServiceDefinition service) throws IOException {
        server = OkHttpServerBuilder.forPort(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), InsecureServerCredentials.create())
                .addService(service)
                .build()
                .start();
        channel = OkHttpChannelBuilder.forAddress(
                        InetAddress.getLoopbackAddress().getHostAddress(),
                        server.getPort(),
                        InsecureChannelCredentials.create())
                .build();
    }

    ManagedChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
