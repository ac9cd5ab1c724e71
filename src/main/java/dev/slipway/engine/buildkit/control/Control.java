package dev.slipway.engine.buildkit.control;

import com.google.common.util.concurrent.ListenableFuture;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.Duplex;
import dev.slipway.engine.buildkit.NotOffered;
import dev.slipway.engine.buildkit.Rpc;
import dev.slipway.engine.buildkit.SessionHead;
import dev.slipway.engine.buildkit.trace.StatusResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An engine's builder, {@code moby.buildkit.v1.Control}, on a line of its own. Threads may share it. {@link #hangUp} may
 * be called by anyone and ends everything that goes over the line.
 */
public final class Control implements AutoCloseable {
    private static final String SERVICE = "moby.buildkit.v1.Control";
    private static final MethodDescriptor<ListWorkersRequest, ListWorkersResponse> WORKERS = Rpc.unary(
            SERVICE, "ListWorkers", ListWorkersRequest.getDefaultInstance(), ListWorkersResponse.getDefaultInstance());
    private static final MethodDescriptor<BytesMessage, BytesMessage> SESSION =
            Rpc.bothWays(SERVICE, "Session", BytesMessage.getDefaultInstance(), BytesMessage.getDefaultInstance());

    private static final MethodDescriptor<SolveRequest, SolveResponse> SOLVE =
            Rpc.unary(SERVICE, "Solve", SolveRequest.getDefaultInstance(), SolveResponse.getDefaultInstance());
    private static final MethodDescriptor<StatusRequest, StatusResponse> STATUS =
            Rpc.answers(SERVICE, "Status", StatusRequest.getDefaultInstance(), StatusResponse.getDefaultInstance());

    private final OnLine line;

    private Control(OnLine line) {
        this.line = line;
    }

    /**
     * Dials and makes sure that it is a builder who answers, within {@code limit}: a connection by itself says nothing,
     * and a session is one that the engine may be silent on for as long as it likes.
     *
     * @throws NotOffered when no builder answers there
     * @throws IOException when the conversation broke off or was stopped
     */
    public static Control open(Line line, Duration limit, StopSignal stop) throws IOException {
        OnLine dialled = new OnLine(line.dial(stop));
        boolean answered = false;
        try (StopSignal.Registration tied = stop.onRaise(why -> dialled.hangUp())) {
            CallOptions within = CallOptions.DEFAULT.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
            ClientCalls.blockingUnaryCall(dialled.channel(), WORKERS, within, ListWorkersRequest.getDefaultInstance());
            answered = true;
            return new Control(dialled);
        } catch (StatusRuntimeException refused) {
            String answer = "no builder answers by gRPC: " + refused.getStatus().getCode();
            throw stop.raised() ? new IOException(answer, refused) : new NotOffered(answer, refused);
        } finally {
            if (!answered) {
                dialled.close();
            }
        }
    }

    /** A session beside whatever else goes over the line. */
    public Duplex session(SessionHead head) {
        CallBytes bytes = new CallBytes(line.channel().newCall(SESSION, CallOptions.DEFAULT));
        bytes.start(headers(head.lines()));
        return bytes;
    }

    /**
     * Has it build, and waits for the end. {@code trace} hears what happens, one call at a time, and nothing after this
     * has returned; what it throws ends the build and is thrown here.
     *
     * @throws IOException when the conversation broke off
     */
    public Solution solve(SolveRequest request, Consumer<StatusResponse> trace) throws IOException {
        ListenableFuture<SolveResponse> solved =
                ClientCalls.futureUnaryCall(line.channel().newCall(SOLVE, CallOptions.DEFAULT), request);
        ClientCall<StatusRequest, StatusResponse> status = line.channel().newCall(STATUS, CallOptions.DEFAULT);
        Follower follower = new Follower(trace, () -> solved.cancel(true));
        ClientCalls.asyncServerStreamingCall(
                status, StatusRequest.newBuilder().setRef(request.getRef()).build(), follower);
        try {
            SolveResponse answer = solved.get();
            follower.awaitEnd();
            return new Solution.Solved(answer.getExporterResponseMap());
        } catch (ExecutionException failed) {
            if (line.broken() || !(failed.getCause() instanceof StatusRuntimeException refusal)) {
                throw new IOException("the line to the builder broke: " + failed.getMessage(), failed);
            }
            follower.awaitEnd();
            if (line.broken()) {
                throw new IOException("the line to the builder broke: " + failed.getMessage(), failed);
            }
            return Refusal.of(refusal);
        } catch (CancellationException unheard) {
            throw new IOException("what the builder said could not be taken", unheard);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            status.cancel("the build has ended", null);
            follower.close();
        }
    }

    /** Bytes that the engine has sent so far. */
    public long heard() {
        return line.heard();
    }

    public void hangUp() {
        line.hangUp();
    }

    @Override
    public void close() {
        line.close();
    }

    private static Metadata headers(List<Map.Entry<String, String>> lines) {
        Metadata headers = new Metadata();
        lines.forEach(
                line -> headers.put(Metadata.Key.of(line.getKey(), Metadata.ASCII_STRING_MARSHALLER), line.getValue()));
        return headers;
    }
}
