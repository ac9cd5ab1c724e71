package dev.slipway.engine.buildkit;

import com.google.protobuf.ByteString;
import dev.slipway.engine.buildkit.proto.AgentBytes;
import dev.slipway.engine.buildkit.proto.CheckAgentRequest;
import dev.slipway.engine.buildkit.proto.CredentialsRequest;
import dev.slipway.engine.buildkit.proto.CredentialsResponse;
import dev.slipway.engine.buildkit.proto.GetSecretRequest;
import dev.slipway.engine.buildkit.proto.GetTokenAuthorityRequest;
import dev.slipway.engine.buildkit.proto.HealthCheckRequest;
import dev.slipway.engine.buildkit.proto.HealthCheckResponse.ServingStatus;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.SocketFactory;

/** An engine's side of a session: asks, on a connection that it has handed over. Never dials again. */
public final class FakeDaemon implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("fake-daemon-", 0).factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fake-daemon-timer").factory());
    private final ManagedChannel channel;

    public FakeDaemon(Duplex bytes) {
        channel = OkHttpChannelBuilder.forAddress("localhost", 1)
                .usePlaintext()
                .socketFactory(new Once(bytes))
                .executor(threads)
                .offloadExecutor(threads)
                .transportExecutor(threads)
                .scheduledExecutorService(timer)
                .disableRetry()
                .build();
    }

    /** Speaks first, as an engine does. */
    public void greet() {
        channel.getState(true);
    }

    public boolean healthy() {
        return ask(Health.CHECK, HealthCheckRequest.getDefaultInstance()).getStatus() == ServingStatus.SERVING;
    }

    public String secret(String id) {
        return ask(Secrets.GET, GetSecretRequest.newBuilder().setId(id).build())
                .getData()
                .toStringUtf8();
    }

    public CredentialsResponse credentials(String host) {
        return ask(
                Auth.CREDENTIALS, CredentialsRequest.newBuilder().setHost(host).build());
    }

    CompletableFuture<CredentialsResponse> credentialsLater(String host) {
        return CompletableFuture.supplyAsync(() -> credentials(host), threads);
    }

    void tokenAuthority(String host) {
        ask(Auth.AUTHORITY, GetTokenAuthorityRequest.newBuilder().setHost(host).build());
    }

    void checkAgent(String id) {
        ask(SshAgents.CHECK, CheckAgentRequest.newBuilder().setId(id).build());
    }

    /** A client of the agent in a build; {@code answers} hears what comes back. */
    StreamObserver<AgentBytes> forwardAgent(String id, StreamObserver<AgentBytes> answers) {
        Metadata headers = new Metadata();
        headers.put(SshAgents.ID, id);
        Channel named = ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
        return ClientCalls.asyncBidiStreamingCall(named.newCall(SshAgents.FORWARD, CallOptions.DEFAULT), answers);
    }

    static AgentBytes agentBytes(byte[] bytes) {
        return AgentBytes.newBuilder().setData(ByteString.copyFrom(bytes)).build();
    }

    private <Q, A> A ask(MethodDescriptor<Q, A> method, Q question) {
        return ClientCalls.blockingUnaryCall(
                channel, method, CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS), question);
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private static final class Once extends SocketFactory {
        private final Duplex bytes;
        private final AtomicBoolean taken = new AtomicBoolean();

        private Once(Duplex bytes) {
            this.bytes = bytes;
        }

        @Override
        public Socket createSocket() throws IOException {
            if (!taken.compareAndSet(false, true)) {
                throw new IOException("only one connection allowed");
            }
            return new DuplexSocket(bytes);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return createSocket();
        }
    }
}
