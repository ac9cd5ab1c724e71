package dev.slipway.engine.buildkit;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.RegistryLogins.Login;
import dev.slipway.engine.buildkit.proto.CredentialsRequest;
import dev.slipway.engine.buildkit.proto.CredentialsResponse;
import dev.slipway.engine.buildkit.proto.GetTokenAuthorityRequest;
import dev.slipway.engine.buildkit.proto.GetTokenAuthorityResponse;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Says who we are to a registry that asks the engine. Tokens are left for the engine to fetch: it asks for an authority
 * first, and for the credentials when there is none.
 */
final class Auth {
    static final String SERVICE = "moby.filesync.v1.Auth";
    static final MethodDescriptor<CredentialsRequest, CredentialsResponse> CREDENTIALS = Rpc.unary(
            SERVICE, "Credentials", CredentialsRequest.getDefaultInstance(), CredentialsResponse.getDefaultInstance());
    static final MethodDescriptor<GetTokenAuthorityRequest, GetTokenAuthorityResponse> AUTHORITY = Rpc.unary(
            SERVICE,
            "GetTokenAuthority",
            GetTokenAuthorityRequest.getDefaultInstance(),
            GetTokenAuthorityResponse.getDefaultInstance());

    private final RememberedLogins logins;

    Auth(RememberedLogins logins) {
        this.logins = logins;
    }

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(SERVICE)
                .addMethod(CREDENTIALS, ServerCalls.asyncUnaryCall(this::credentials))
                // Any other status fails the pull.
                .addMethod(
                        AUTHORITY,
                        ServerCalls.asyncUnaryCall((question, answer) -> answer.onError(Status.UNAVAILABLE
                                .withDescription("tokens are for the engine to fetch")
                                .asException())))
                .build();
    }

    private void credentials(CredentialsRequest question, StreamObserver<CredentialsResponse> answer) {
        Optional<Login> login;
        try {
            login = logins.of(registry(question.getHost()));
        } catch (EngineException cannotBeHad) {
            answer.onError(Status.FAILED_PRECONDITION
                    .withDescription(cannotBeHad.getMessage())
                    .asException());
            return;
        }
        answer.onNext(login.map(Auth::said).orElseGet(CredentialsResponse::getDefaultInstance));
        answer.onCompleted();
    }

    private static CredentialsResponse said(Login login) {
        return CredentialsResponse.newBuilder()
                .setUsername(login.identity() ? "" : login.user())
                .setSecret(new String(login.secret().bytes(), StandardCharsets.UTF_8))
                .build();
    }

    /** Docker Hub answers under names that no image carries. */
    private static String registry(String host) {
        return switch (host) {
            case "registry-1.docker.io", "index.docker.io" -> "docker.io";
            case String other -> other;
        };
    }
}
