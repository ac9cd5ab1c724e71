package dev.slipway.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.EngineException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EngineAddressTest {
    @TempDir
    private Path home = Path.of("");

    @Test
    void an_explicit_host_wins_over_the_environment_and_that_over_contexts() throws Exception {
        context("remote", "tcp://remote:2376", false);
        use("remote");
        Map<String, String> all = Map.of("DOCKER_HOST", "unix:///env.sock", "DOCKER_CONTEXT", "remote");
        assertThat(EngineAddress.discover("unix:///explicit.sock", all, home))
                .hasToString("unix:///explicit.sock (from --host)");
        assertThat(EngineAddress.discover(all, home)).hasToString("unix:///env.sock (from DOCKER_HOST)");
        assertThat(EngineAddress.discover(Map.of("DOCKER_CONTEXT", "remote"), home))
                .hasToString("tcp://remote:2376 (from context 'remote')");
        assertThat(EngineAddress.discover(Map.of(), home)).hasToString("tcp://remote:2376 (from context 'remote')");
        assertThat(EngineAddress.discover(Map.of("DOCKER_CONTEXT", "default"), home)
                        .source())
                .isEqualTo("the default socket");
    }

    @Test
    void a_context_brings_its_certificates() throws Exception {
        context("secure", "tcp://secure:2376", false);
        Path tls = Files.createDirectories(
                home.resolve(".docker/contexts/tls").resolve(sha256("secure")).resolve("docker"));
        assertThat(EngineAddress.discover(Map.of("DOCKER_CONTEXT", "secure"), home)
                        .certificateFolder())
                .contains(tls);
    }

    @Test
    void a_missing_context_is_an_error_that_lists_those_there_are() throws Exception {
        context("one", "unix:///one.sock", false);
        context("two", "unix:///two.sock", false);
        refused(
                Kind.NOT_FOUND,
                Map.of("DOCKER_CONTEXT", "three"),
                "looking for the engine: DOCKER_CONTEXT names the context 'three', which does not exist."
                        + " Maybe one of: default, one, two.");
    }

    @Test
    void a_context_that_trusts_anybody_is_refused() throws Exception {
        context("loose", "tcp://loose:2376", true);
        assertThatThrownBy(() -> EngineAddress.discover(Map.of("DOCKER_CONTEXT", "loose"), home))
                .hasMessageContaining("trusts any certificate");
    }

    @Test
    void what_cannot_be_spoken_to_is_refused_with_advice() {
        assertThatThrownBy(() -> EngineAddress.discover(Map.of("DOCKER_HOST", "ssh://me@host"), home))
                .isInstanceOfSatisfying(EngineException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(Kind.UNSUPPORTED);
                    assertThat(failed).hasMessageContaining("Maybe forward the socket");
                });
        for (String wrong : new String[] {"fd://", "https://x:1", "just-a-name", "unix://", "tcp://", "a b"}) {
            assertThatThrownBy(() -> EngineAddress.discover(Map.of("DOCKER_HOST", wrong), home))
                    .as(wrong)
                    .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                            .isEqualTo(Kind.UNSUPPORTED));
        }
    }

    @Test
    void tls_is_for_tcp_and_only_when_asked_for() {
        Map<String, String> env = Map.of("DOCKER_TLS_VERIFY", "1", "DOCKER_CERT_PATH", "/certs");
        assertThat(EngineAddress.discover("tcp://h:2376", env, home).certificateFolder())
                .contains(Path.of("/certs"));
        assertThat(EngineAddress.discover("tcp://h:2376", Map.of("DOCKER_TLS_VERIFY", "1"), home)
                        .certificateFolder())
                .contains(home.resolve(".docker"));
        assertThat(EngineAddress.discover("unix:///s", env, home).certificateFolder())
                .isEmpty();
        assertThat(EngineAddress.discover("tcp://h:2375", Map.of("DOCKER_CERT_PATH", "/certs"), home)
                        .certificateFolder())
                .isEmpty();
    }

    @Test
    void a_broken_configuration_is_named() throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), "{not json");
        assertThatThrownBy(() -> EngineAddress.discover(Map.of(), home)).hasMessageContaining("config.json");
    }

    private void refused(Kind kind, Map<String, String> env, String message) {
        assertThatThrownBy(() -> EngineAddress.discover(env, home))
                .isInstanceOfSatisfying(EngineException.class, failed -> {
                    assertThat(failed.kind()).isEqualTo(kind);
                    assertThat(failed).hasMessage(message);
                });
    }

    private void use(String name) throws IOException {
        Files.writeString(home.resolve(".docker/config.json"), "{\"currentContext\":\"" + name + "\"}");
    }

    private void context(String name, String host, boolean skipVerify) throws IOException, NoSuchAlgorithmException {
        Path folder =
                Files.createDirectories(home.resolve(".docker/contexts/meta").resolve(sha256(name)));
        Files.writeString(
                folder.resolve("meta.json"),
                "{\"Name\":\"%s\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"%s\",\"SkipTLSVerify\":%s}}}"
                        .formatted(name, host, skipVerify));
    }

    private static String sha256(String name) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8)));
    }
}
