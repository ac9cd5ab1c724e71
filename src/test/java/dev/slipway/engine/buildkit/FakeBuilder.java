package dev.slipway.engine.buildkit;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.slipway.engine.buildkit.control.BytesMessage;
import dev.slipway.engine.buildkit.control.ListWorkersRequest;
import dev.slipway.engine.buildkit.control.ListWorkersResponse;
import dev.slipway.engine.buildkit.control.SolveRequest;
import dev.slipway.engine.buildkit.control.SolveResponse;
import dev.slipway.engine.buildkit.control.StatusRequest;
import dev.slipway.engine.buildkit.trace.StatusResponse;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An engine's builder, {@code moby.buildkit.v1.Control}, that does as it is told and asks the session as an engine does. */
public final class FakeBuilder implements AutoCloseable {
    private static final String SERVICE = "moby.buildkit.v1.Control";

    private final Script script;
    private final List<SolveRequest> orders = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Metadata> head = new CompletableFuture<>();
    private final CompletableFuture<FakeDaemon> daemon = new CompletableFuture<>();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final List<AutoCloseable> open = new ArrayList<>();

    /** What a build comes to; runs on a thread of its own. */
    @FunctionalInterface
    public interface Script {
        void build(SolveRequest order, StreamObserver<StatusResponse> status, StreamObserver<SolveResponse> answer)
                throws Exception;
    }

    public FakeBuilder(Script script) {
        this.script = script;
    }

    /** Serves on {@code bytes} until the other side has gone. */
    public void on(Duplex bytes) throws IOException {
        open.add(SessionServer.on(bytes, List.of(service())));
    }

    public List<SolveRequest> orders() {
        return List.copyOf(orders);
    }

    /** How the session was announced. */
    public Metadata head() {
        return head.join();
    }

    public FakeDaemon daemon() {
        return daemon.join();
    }

    /** Until a build has been cancelled. */
    public void awaitCancelled() throws InterruptedException {
        cancelled.await();
    }

    @Override
    public void close() throws Exception {
        if (daemon.isDone()) {
            daemon.join().close();
        }
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private ServerServiceDefinition service() {
        CompletableFuture<StreamObserver<StatusResponse>> status = new CompletableFuture<>();
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(
                        method(
                                "ListWorkers",
                                ListWorkersRequest.getDefaultInstance(),
                                ListWorkersResponse.getDefaultInstance()),
                        ServerCalls.asyncUnaryCall(
                                (ListWorkersRequest question, StreamObserver<ListWorkersResponse> answer) -> {
                                    answer.onNext(ListWorkersResponse.getDefaultInstance());
                                    answer.onCompleted();
                                }))
                .addMethod(
                        Rpc.answers(
                                SERVICE,
                                "Status",
                                StatusRequest.getDefaultInstance(),
                                StatusResponse.getDefaultInstance()),
                        ServerCalls.asyncServerStreamingCall(
                                (StatusRequest question, StreamObserver<StatusResponse> answer) ->
                                        status.complete(answer)))
                .addMethod(
                        method("Solve", SolveRequest.getDefaultInstance(), SolveResponse.getDefaultInstance()),
                        ServerCalls.asyncUnaryCall((SolveRequest order, StreamObserver<SolveResponse> answer) -> {
                            orders.add(order);
                            ((ServerCallStreamObserver<SolveResponse>) answer).setOnCancelHandler(cancelled::countDown);
                            Thread.ofVirtual().start(() -> run(order, status.join(), answer));
                        }))
                .addMethod(
                        Rpc.bothWays(
                                SERVICE,
                                "Session",
                                BytesMessage.getDefaultInstance(),
                                BytesMessage.getDefaultInstance()),
                        this::session)
                .build();
    }

    private void run(SolveRequest order, StreamObserver<StatusResponse> status, StreamObserver<SolveResponse> answer) {
        try {
            script.build(order, status, answer);
        } catch (Exception failed) {
            answer.onError(Status.UNKNOWN.withDescription(failed.getMessage()).asException());
        }
    }

    private ServerCall.Listener<BytesMessage> session(ServerCall<BytesMessage, BytesMessage> call, Metadata headers) {
        Pipe pipe = new Pipe();
        call.sendHeaders(new Metadata());
        call.request(1);
        head.complete(headers);
        Thread.ofVirtual().start(() -> answers(pipe.left().in(), call));
        FakeDaemon speaks = new FakeDaemon(pipe.right());
        daemon.complete(speaks);
        speaks.greet();
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(BytesMessage message) {
                try {
                    OutputStream out = pipe.left().out();
                    message.getData().writeTo(out);
                    call.request(1);
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            }

            @Override
            public void onCancel() {
                pipe.left().close();
            }
        };
    }

    private static void answers(InputStream in, ServerCall<BytesMessage, BytesMessage> call) {
        byte[] piece = new byte[1000];
        try {
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                call.sendMessage(BytesMessage.newBuilder()
                        .setData(ByteString.copyFrom(piece, 0, got))
                        .build());
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> method(
            String name, Q question, A answer) {
        return Rpc.unary(SERVICE, name, question, answer);
    }
}
