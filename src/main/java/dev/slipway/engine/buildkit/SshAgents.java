package dev.slipway.engine.buildkit;

import com.google.protobuf.ByteString;
import dev.slipway.engine.buildkit.proto.AgentBytes;
import dev.slipway.engine.buildkit.proto.CheckAgentRequest;
import dev.slipway.engine.buildkit.proto.CheckAgentResponse;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets steps with {@code --mount=type=ssh} speak with the ssh agents of this machine. Each conversation of a client in the
 * build has a connection of its own to the agent; one request at a time, as the protocol has it.
 */
final class SshAgents {
    static final String SERVICE = "moby.sshforward.v1.SSH";
    static final MethodDescriptor<CheckAgentRequest, CheckAgentResponse> CHECK = Rpc.unary(
            SERVICE, "CheckAgent", CheckAgentRequest.getDefaultInstance(), CheckAgentResponse.getDefaultInstance());
    static final MethodDescriptor<AgentBytes, AgentBytes> FORWARD =
            Rpc.bothWays(SERVICE, "ForwardAgent", AgentBytes.getDefaultInstance(), AgentBytes.getDefaultInstance());
    static final Metadata.Key<String> ID = Metadata.Key.of("buildkit.ssh.id", Metadata.ASCII_STRING_MARSHALLER);

    private static final String DEFAULT = "default";
    private static final Context.Key<String> WANTED = Context.keyWithDefault("agent", DEFAULT);

    private final Map<String, Path> agents;

    SshAgents(Map<String, Path> agents) {
        this.agents = agents;
    }

    ServerServiceDefinition service() {
        ServerServiceDefinition service = ServerServiceDefinition.builder(SERVICE)
                .addMethod(CHECK, ServerCalls.asyncUnaryCall(this::check))
                .addMethod(FORWARD, ServerCalls.asyncBidiStreamingCall(this::forward))
                .build();
        return ServerInterceptors.intercept(service, new WantedId());
    }

    /** @throws IOException when one of the agents does not listen, naming it */
    void probe() throws IOException {
        for (Map.Entry<String, Path> agent : agents.entrySet()) {
            try {
                Agent.connect(agent.getValue()).close();
            } catch (IOException absent) {
                throw new IOException("ssh '" + agent.getKey() + "': " + absent.getMessage(), absent);
            }
        }
    }

    private void check(CheckAgentRequest question, StreamObserver<CheckAgentResponse> answer) {
        try (Agent listens = connect(question.getId())) {
            answer.onNext(CheckAgentResponse.getDefaultInstance());
            answer.onCompleted();
        } catch (StatusException absent) {
            answer.onError(absent);
        }
    }

    private StreamObserver<AgentBytes> forward(StreamObserver<AgentBytes> answers) {
        try {
            Forwarding forwarding = new Forwarding(connect(WANTED.get()), answers);
            // Not the observer's own hook: that waits for its turn behind a request that the agent has not answered.
            Context.current().addListener(over -> forwarding.agent.close(), Runnable::run);
            return forwarding;
        } catch (StatusException absent) {
            answers.onError(absent);
            return new Deaf();
        }
    }

    private Agent connect(String wanted) throws StatusException {
        String id = wanted.isEmpty() ? DEFAULT : wanted;
        @Nullable Path socket = agents.get(id);
        if (socket == null) {
            throw Status.NOT_FOUND
                    .withDescription("ssh agent '" + id + "' is not given to this build")
                    .asException();
        }
        try {
            return Agent.connect(socket);
        } catch (IOException nobody) {
            throw Status.FAILED_PRECONDITION
                    .withDescription(nobody.getMessage())
                    .asException();
        }
    }

    /** One conversation. Blocks in the agent; the library then takes no more from the engine. */
    private static final class Forwarding implements StreamObserver<AgentBytes> {
        private final Agent agent;
        private final StreamObserver<AgentBytes> answers;
        private final AgentRequests requests;
        private boolean over;

        private Forwarding(Agent agent, StreamObserver<AgentBytes> answers) {
            this.agent = agent;
            this.answers = answers;
            this.requests = new AgentRequests((type, whole) -> answers.onNext(AgentBytes.newBuilder()
                    .setData(ByteString.copyFrom(agent.answer(type, whole)))
                    .build()));
        }

        @Override
        public void onNext(AgentBytes bytes) {
            if (over) {
                return;
            }
            try {
                requests.add(bytes.getData().toByteArray());
            } catch (IOException broken) {
                over = true;
                agent.close();
                answers.onError(Status.ABORTED
                        .withDescription(String.valueOf(broken.getMessage()))
                        .asException());
            }
        }

        @Override
        public void onError(Throwable hungUp) {
            agent.close();
        }

        @Override
        public void onCompleted() {
            agent.close();
            if (!over) {
                answers.onCompleted();
            }
        }
    }

    /** Of a call that has been refused. */
    private static final class Deaf implements StreamObserver<AgentBytes> {
        @Override
        public void onNext(AgentBytes bytes) {
            // Too late.
        }

        @Override
        public void onError(Throwable hungUp) {
            // It is over already.
        }

        @Override
        public void onCompleted() {
            // It is over already.
        }
    }

    /** Which agent a conversation is with is said beside it, not in it. */
    private static final class WantedId implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            @Nullable String id = headers.get(ID);
            Context context = Context.current().withValue(WANTED, id == null ? DEFAULT : id);
            return Contexts.interceptCall(context, call, headers, next);
        }
    }
}
