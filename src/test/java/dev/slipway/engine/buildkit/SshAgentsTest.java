package dev.slipway.engine.buildkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.StopSignal;
import dev.slipway.engine.buildkit.proto.AgentBytes;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client in a build can get out of an agent. */
@Timeout(60)
final class SshAgentsTest {
    private static final byte[] LIST = {0, 0, 0, 1, 11};
    private static final byte[] LISTED = {0, 0, 0, 1, 12};
    private static final byte[] SIGN = {0, 0, 0, 3, 13, 42, 43};
    private static final byte[] SIGNED = {0, 0, 0, 3, 14, 42, 43};
    private static final byte[] REMOVE_ALL = {0, 0, 0, 1, 19};
    private static final byte[] EXTENSION = {0, 0, 0, 2, 27, 1};
    private static final byte[] FAILURE = {0, 0, 0, 1, 5};

    private final Pipe pipe = new Pipe();
    private final FakeDaemon daemon = new FakeDaemon(pipe.right());
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws InterruptedException {
        daemon.close();
    }

    @Test
    void keys_can_be_listed_and_used_and_nothing_else() throws Exception {
        try (FakeAgent agent = new FakeAgent(false);
                Session session = open(agent)) {
            daemon.checkAgent("");
            daemon.checkAgent("default");
            StreamObserver<AgentBytes> client = daemon.forwardAgent("default", heard);
            byte[] requests = joined(LIST, REMOVE_ALL, SIGN, EXTENSION, LIST);
            for (int at = 0; at < requests.length; at += 4) {
                client.onNext(
                        FakeDaemon.agentBytes(Arrays.copyOfRange(requests, at, Math.min(at + 4, requests.length))));
            }
            client.onCompleted();
            assertThat(heard.over.get(30, TimeUnit.SECONDS)).isEqualTo(Status.OK);
            assertThat(heard.bytes.toByteArray()).isEqualTo(joined(LISTED, FAILURE, SIGNED, FAILURE, LISTED));
            assertThat(agent.asked()).containsExactly(11, 13, 11);
            assertThat(session.lost(Duration.ZERO)).isFalse();
            Awaitility.await().until(() -> agent.connections() == 0);
        }
    }

    @Test
    void a_build_that_ends_lets_go_of_an_agent_that_has_not_answered() throws Exception {
        try (FakeAgent agent = new FakeAgent(true)) {
            try (Session session = open(agent)) {
                daemon.forwardAgent("", heard).onNext(FakeDaemon.agentBytes(SIGN));
                agent.awaitRequest();
                assertThat(daemon.healthy()).isTrue();
                assertThat(session.lost(Duration.ZERO)).isFalse();
            }
            Awaitility.await().until(() -> agent.connections() == 0);
            assertThat(heard.over.get(30, TimeUnit.SECONDS)).isNotEqualTo(Status.OK);
        }
    }

    @Test
    void a_client_that_goes_away_lets_go_of_the_agent() throws Exception {
        try (FakeAgent agent = new FakeAgent(true);
                Session session = open(agent)) {
            StreamObserver<AgentBytes> client = daemon.forwardAgent("default", heard);
            client.onNext(FakeDaemon.agentBytes(LIST));
            agent.awaitRequest();
            client.onError(new IOException("killed"));
            Awaitility.await().until(() -> agent.connections() == 0);
            assertThat(session.lost(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void an_agent_that_hangs_up_is_said_to_have() throws Exception {
        try (FakeAgent agent = new FakeAgent(true);
                Session session = open(agent)) {
            daemon.forwardAgent("default", heard).onNext(FakeDaemon.agentBytes(LIST));
            agent.awaitRequest();
            agent.close();
            Status status = heard.over.get(30, TimeUnit.SECONDS);
            assertThat(status.getCode()).isEqualTo(Status.Code.ABORTED);
            assertThat(status.getDescription())
                    .contains("ssh agent", agent.socket().toString());
            assertThat(session.lost(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void nonsense_ends_the_conversation_before_the_agent_hears_it() throws Exception {
        try (FakeAgent agent = new FakeAgent(false);
                Session session = open(agent)) {
            daemon.forwardAgent("default", heard)
                    .onNext(FakeDaemon.agentBytes(new byte[] {0x7f, -1, -1, -1, 11, 1, 2, 3}));
            assertThat(heard.over.get(30, TimeUnit.SECONDS).getDescription())
                    .isEqualTo("a request to the ssh agent of 2147483647 bytes");
            assertThat(agent.asked()).isEmpty();
            assertThat(session.lost(Duration.ZERO)).isFalse();
        }
    }

    private Session open(FakeAgent agent) throws IOException {
        return Session.open(
                (head, stop) -> pipe.left(),
                new Session.Offer(
                        Contexts.of(Map.of("Dockerfile", "FROM scratch\n")).deliver(Freshness.CACHED),
                        new BuildAccess(Map.of(), Map.of("default", agent.socket())),
                        RegistryLogins.NONE,
                        sum -> {}),
                new StopSignal());
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    private static final class Heard implements StreamObserver<AgentBytes> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<Status> over = new CompletableFuture<>();

        @Override
        public void onNext(AgentBytes piece) {
            bytes.writeBytes(piece.getData().toByteArray());
        }

        @Override
        public void onError(Throwable failed) {
            over.complete(Status.fromThrowable(failed));
        }

        @Override
        public void onCompleted() {
            over.complete(Status.OK);
        }
    }
}
