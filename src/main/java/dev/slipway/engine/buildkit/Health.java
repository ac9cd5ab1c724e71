package dev.slipway.engine.buildkit;

import dev.slipway.engine.buildkit.proto.HealthCheckRequest;
import dev.slipway.engine.buildkit.proto.HealthCheckResponse;
import dev.slipway.engine.buildkit.proto.HealthCheckResponse.ServingStatus;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;

/**
 * Says that the session lives. Engines ask each second (20.10) or each five, and drop a session that does not answer in
 * time, so this must never wait for anything.
 */
final class Health {
    static final String SERVICE = "grpc.health.v1.Health";
    static final MethodDescriptor<HealthCheckRequest, HealthCheckResponse> CHECK = Rpc.unary(
            SERVICE, "Check", HealthCheckRequest.getDefaultInstance(), HealthCheckResponse.getDefaultInstance());

    private static final HealthCheckResponse SERVING =
            HealthCheckResponse.newBuilder().setStatus(ServingStatus.SERVING).build();

    private Health() {}

    static ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(CHECK, ServerCalls.asyncUnaryCall((question, answer) -> {
                    answer.onNext(SERVING);
                    answer.onCompleted();
                }))
                .build();
    }
}
