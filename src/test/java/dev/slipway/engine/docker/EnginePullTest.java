package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.ContextStream;
import dev.slipway.engine.Contexts;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.RecordedBuild;
import dev.slipway.engine.RegistryLogins;
import dev.slipway.engine.RegistryLogins.Login;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pull tells, and who it says it is. */
@Timeout(60)
final class EnginePullTest {
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20));

    private final StubServer server = StubServer.open();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void a_pull_tells_changes_and_fails_with_the_engines_words() {
        server.on(
                "/images/create",
                StubServer.json(
                        """
                        {"status":"Pulling from library/redis","id":"7"}
                        {"status":"Downloading","progressDetail":{"current":1},"progress":"[>] 1B","id":"aa"}
                        {"status":"Downloading","progressDetail":{"current":2},"progress":"[>] 2B","id":"aa"}
                        {"status":"Download complete","id":"aa"}
                        {"errorDetail":{"message":"toomanyrequests: slow down"},"error":"toomanyrequests: slow down"}
                        """));
        List<String> heard = new ArrayList<>();
        try (DockerEngine engine = connect(PATIENT)) {
            assertThatThrownBy(() -> engine.pull("redis:7", (stream, line) -> heard.add(line), new StopSignal()))
                    .isInstanceOfSatisfying(EngineException.class, failed -> {
                        assertThat(failed.kind()).isEqualTo(Kind.FAILED);
                        assertThat(failed).hasMessage("pulling redis:7: toomanyrequests: slow down");
                    });
        }
        assertThat(heard)
                .containsExactly("7: Pulling from library/redis", "aa: Downloading [>] 1B", "aa: Download complete");
        assertThat(server.asked()).contains("POST /v1.41/images/create?fromImage=redis&tag=7");
    }

    private static RegistryLogins knowing(String registry, String user, String secret) {
        Login login = new Login(user, new SecretValue(secret.getBytes(StandardCharsets.UTF_8)), user.isEmpty());
        return new RegistryLogins() {
            @Override
            public Optional<Login> of(String asked) {
                return asked.equals(registry) ? Optional.of(login) : Optional.empty();
            }

            @Override
            public List<String> registries() {
                return List.of(registry, "elsewhere.example.org");
            }
        };
    }

    private static String header(StubServer.Call call, String name) {
        return call.head()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> new String(
                        Base64.getUrlDecoder().decode(line.substring(name.length() + 2)), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("none");
    }

    @Test
    void a_pull_carries_the_login_of_its_registry_alone() {
        List<String> said = new ArrayList<>();
        server.on("/images/create", call -> {
            said.add(header(call, "X-Registry-Auth"));
            StubServer.json("{}").to(call);
        });
        try (DockerEngine engine = connect(knowing("localhost:5000", "bob", "pass word?"), BuilderChoice.AUTO)) {
            engine.pull("localhost:5000/team/app:1", (stream, line) -> {}, new StopSignal());
            engine.pull("team/app:1", (stream, line) -> {}, new StopSignal());
        }
        try (DockerEngine engine = connect(knowing("docker.io", "", "tok"), BuilderChoice.AUTO)) {
            engine.pull("redis:7", (stream, line) -> {}, new StopSignal());
        }
        assertThat(said)
                .containsExactly(
                        "{\"username\":\"bob\",\"password\":\"pass word?\",\"serveraddress\":\"localhost:5000\"}",
                        "none",
                        "{\"identitytoken\":\"tok\",\"serveraddress\":\"https://index.docker.io/v1/\"}");
    }

    @Test
    void a_pull_that_is_refused_says_who_was_asked_as_whom() {
        server.on(
                "/images/create",
                StubServer.answers(
                        404,
                        "",
                        "{\"message\":\"pull access denied for localhost:5000/app, repository does not exist or may require 'docker login'\"}"));
        String denied =
                "pulling localhost:5000/app: pull access denied for localhost:5000/app, repository does not exist"
                        + " or may require 'docker login' (localhost:5000 was asked ";
        try (DockerEngine engine = connect(knowing("localhost:5000", "bob", "s3cr3t"), BuilderChoice.AUTO)) {
            assertThatThrownBy(() -> engine.pull("localhost:5000/app", (stream, line) -> {}, new StopSignal()))
                    .hasMessage(denied + "as 'bob')");
        }
        try (DockerEngine engine = connect(PATIENT)) {
            assertThatThrownBy(() -> engine.pull("localhost:5000/app", (stream, line) -> {}, new StopSignal()))
                    .hasMessage(denied + "without a login)");
        }
    }

    @Test
    void a_login_that_cannot_be_had_stops_the_pull() {
        RegistryLogins broken = registry -> {
            throw new EngineException(Kind.REFUSED, "asking the keychain", "it is locked");
        };
        try (DockerEngine engine = connect(broken, BuilderChoice.AUTO)) {
            assertThatThrownBy(() -> engine.pull("redis:7", (stream, line) -> {}, new StopSignal()))
                    .hasMessage("pulling redis:7: error getting credentials: asking the keychain: it is locked");
        }
        assertThat(server.asked()).noneMatch(asked -> asked.contains("/images/create"));
    }

    @Test
    void the_classic_builder_gets_the_logins_that_there_are() {
        List<String> said = new ArrayList<>();
        server.on("/build", call -> {
            said.add(header(call, "X-Registry-Config"));
            StubServer.answers(500, "", "{\"message\":\"enough\"}").to(call);
        });
        try (DockerEngine engine = connect(knowing("localhost:5000", "bob", "s3cr3t"), BuilderChoice.CLASSIC)) {
            refused(Kind.FAILED, () -> engine.build(request(tar -> 0), new RecordedBuild(), new StopSignal()));
        }
        assertThat(said)
                .containsExactly(
                        "{\"localhost:5000\":{\"username\":\"bob\",\"password\":\"s3cr3t\",\"serveraddress\":\"localhost:5000\"}}");
    }

    private DockerEngine connect(RegistryLogins logins, BuilderChoice builder) {
        return DockerEngine.connect(server.address(), builder, logins, PATIENT);
    }

    private DockerEngine connect(Limits limits) {
        return DockerEngine.connect(server.address(), BuilderChoice.AUTO, RegistryLogins.NONE, limits);
    }

    private static void refused(Kind kind, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                .isEqualTo(kind));
    }

    private static BuildRequest request(ContextStream context) {
        return BuildRequest.of(Contexts.sentAs(context), "Dockerfile", Map.of(), Map.of(), "x:1");
    }
}
