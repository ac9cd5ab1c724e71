package dev.slipway.engine.buildkit;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.protobuf.ProtoUtils;

/** The methods of BuildKit's services, as the gRPC library wants them described. */
public final class Rpc {
    private Rpc() {}

    public static <Q extends Message, A extends Message> MethodDescriptor<Q, A> unary(
            String service, String method, Q question, A answer) {
        return describe(MethodType.UNARY, service, method, question, answer);
    }

    public static <Q extends Message, A extends Message> MethodDescriptor<Q, A> bothWays(
            String service, String method, Q question, A answer) {
        return describe(MethodType.BIDI_STREAMING, service, method, question, answer);
    }

    /** One question, many answers. */
    public static <Q extends Message, A extends Message> MethodDescriptor<Q, A> answers(
            String service, String method, Q question, A answer) {
        return describe(MethodType.SERVER_STREAMING, service, method, question, answer);
    }

    private static <Q extends Message, A extends Message> MethodDescriptor<Q, A> describe(
            MethodType type, String service, String method, Q question, A answer) {
        return MethodDescriptor.<Q, A>newBuilder()
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(service, method))
                .setRequestMarshaller(ProtoUtils.marshaller(question))
                .setResponseMarshaller(ProtoUtils.marshaller(answer))
                .build();
    }
}
