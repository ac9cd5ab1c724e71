package dev.slipway.engine.buildkit;

import com.google.protobuf.ByteString;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.buildkit.proto.GetSecretRequest;
import dev.slipway.engine.buildkit.proto.GetSecretResponse;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands out secrets by their id. Of an unknown one BuildKit decides: the step runs without it, or fails if it says that
 * it requires it.
 */
final class Secrets {
    static final String SERVICE = "moby.buildkit.secrets.v1.Secrets";
    static final MethodDescriptor<GetSecretRequest, GetSecretResponse> GET = Rpc.unary(
            SERVICE, "GetSecret", GetSecretRequest.getDefaultInstance(), GetSecretResponse.getDefaultInstance());

    /** BuildKit's own limit, which its clients enforce. */
    private static final int LARGEST = 500 * 1024;

    private final Map<String, SecretValue> secrets;

    Secrets(Map<String, SecretValue> secrets) {
        this.secrets = secrets;
    }

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(GET, ServerCalls.asyncUnaryCall(this::get))
                .build();
    }

    private void get(GetSecretRequest question, StreamObserver<GetSecretResponse> answer) {
        String id = question.getId();
        @Nullable SecretValue secret = secrets.get(id);
        if (secret == null) {
            answer.onError(Status.NOT_FOUND
                    .withDescription("secret '" + id + "' is not given to this build")
                    .asException());
            return;
        }
        byte[] bytes = secret.bytes();
        if (bytes.length > LARGEST) {
            answer.onError(Status.INVALID_ARGUMENT
                    .withDescription(
                            "secret '%s' has %d bytes; BuildKit takes %d at most".formatted(id, bytes.length, LARGEST))
                    .asException());
            return;
        }
        answer.onNext(GetSecretResponse.newBuilder()
                .setData(ByteString.copyFrom(bytes))
                .build());
        answer.onCompleted();
    }
}
