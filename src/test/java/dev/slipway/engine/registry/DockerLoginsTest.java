package dev.slipway.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.RegistryLogins.Login;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DockerLoginsTest {
    @TempDir
    private Path folder = Path.of("");

    private DockerLogins logins(String configuration) {
        try {
            Files.writeString(folder.resolve("config.json"), configuration);
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
        return DockerLogins.discover(
                Map.of("DOCKER_CONFIG", folder.toString(), "PATH", folder + ":" + System.getenv("PATH")),
                Path.of("/nowhere"));
    }

    private static String told(Optional<Login> login) {
        return login.map(known -> known.user() + ":"
                        + new String(known.secret().bytes(), StandardCharsets.UTF_8)
                        + (known.identity() ? " (identity)" : ""))
                .orElse("none");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void helper(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve("docker-credential-" + name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void noConfigurationIsNoLogin() {
        DockerLogins logins = DockerLogins.discover(Map.of(), folder);
        assertThat(logins.of("docker.io")).isEmpty();
        assertThat(logins.registries()).isEmpty();
        assertThat(logins("").of("docker.io")).isEmpty();
        assertThat(logins("{}").of("docker.io")).isEmpty();
    }

    @Test
    void theHomeIsLookedAtUnlessAFolderIsSaid() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home/.docker"));
        Files.writeString(
                home.resolve("config.json"), "{\"auths\":{\"localhost:5000\":{\"auth\":\"" + base64("a:b") + "\"}}}");
        assertThat(told(DockerLogins.discover(Map.of(), folder.resolve("home")).of("localhost:5000")))
                .isEqualTo("a:b");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:5000, localhost:5000",
        "https://localhost:5000, localhost:5000",
        "http://localhost:5000/v2/, localhost:5000",
        "registry.example.org/v1/, registry.example.org",
        "Registry.Example.org, registry.example.org",
        "https://index.docker.io/v1/, docker.io",
        "docker.io, docker.io",
        "registry-1.docker.io, docker.io",
        "https://index.docker.io/v1/, registry-1.docker.io",
        "https://index.docker.io/v1/, index.docker.io",
    })
    void keysAreKnownInAllTheirForms(String key, String registry) {
        DockerLogins logins = logins("{\"auths\":{\"" + key + "\":{\"auth\":\"" + base64("bob:pass:word") + "\"}}}");
        assertThat(told(logins.of(registry))).isEqualTo("bob:pass:word");
        assertThat(logins.of("localhost:5001")).isEmpty();
        assertThat(logins.of("example.org")).isEmpty();
    }

    @Test
    void theVeryKeyGoesBeforeOthersOfItsHost() {
        DockerLogins logins = logins(
                """
                {"auths": {"docker.io": {"username": "old", "password": "1"},
                           "https://index.docker.io/v1/": {"username": "new", "password": "2"}}}
                """);
        assertThat(told(logins.of("docker.io"))).isEqualTo("new:2");
        assertThat(logins.registries()).containsExactly("docker.io");
    }

    @Test
    void tokensAndEmptyEntries() {
        DockerLogins logins = logins(
                """
                {"auths": {"a.example.org": {"auth": "%s", "identitytoken": "tok"},
                           "b.example.org": {},
                           "c.example.org": {"username": "u", "password": "p"}}}
                """
                        .formatted(base64("<token>:")));
        assertThat(told(logins.of("a.example.org"))).isEqualTo(":tok (identity)");
        assertThat(logins.of("b.example.org")).isEmpty();
        assertThat(told(logins.of("c.example.org"))).isEqualTo("u:p");
        assertThat(logins.registries()).containsExactly("a.example.org", "b.example.org", "c.example.org");
    }

    @Test
    void helpersGoBeforeTheStoreAndTheStoreBeforeTheFile() throws IOException {
        helper(
                "own",
                "read key; test \"$1\" = get && echo \"{\\\"Username\\\":\\\"own\\\",\\\"Secret\\\":\\\"$key\\\"}\"");
        helper("all", "read key; echo \"{\\\"Username\\\":\\\"<token>\\\",\\\"Secret\\\":\\\"$key\\\"}\"");
        DockerLogins logins = logins(
                """
                {"credsStore": "all", "credHelpers": {"https://own.example.org": "own"},
                 "auths": {"other.example.org": {"username": "file", "password": "p"}}}
                """);
        assertThat(told(logins.of("own.example.org"))).isEqualTo("own:own.example.org");
        assertThat(told(logins.of("other.example.org"))).isEqualTo(":other.example.org (identity)");
        assertThat(told(logins.of("docker.io"))).isEqualTo(":https://index.docker.io/v1/ (identity)");
    }

    @Test
    void aRegistryWithAHelperOfItsOwnIsListedWithTheOthers() {
        DockerLogins logins = logins(
                """
                {"credHelpers": {"https://own.example.org": "own", "a.example.org": "own", "b.example.org": ""},
                 "auths": {"a.example.org": {}, "other.example.org": {}}}
                """);
        assertThat(logins.registries())
                .containsExactly("a.example.org", "other.example.org", "own.example.org", "b.example.org");
    }

    @Test
    void aHelperWithoutALoginIsNone() throws IOException {
        helper("all", "echo credentials not found in native keychain; exit 1\n");
        assertThat(logins("{\"credsStore\":\"all\"}").of("docker.io")).isEmpty();
        helper("all", "echo '{\"ServerURL\":\"x\",\"Username\":\"\",\"Secret\":\"\"}'\n");
        assertThat(logins("{\"credsStore\":\"all\"}").of("docker.io")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "echo the keychain is locked; exit 1 | exit code 1, saying: the keychain is locked",
                "echo locked >&2; echo '{\"Secret\":\"hunter2\"}'; exit 1 | exit code 1, saying: locked",
                "echo '{\"Secret\":\"hunter2\"}'; exit 1 | exit code 1",
                "echo hunter2 | what it printed is not JSON"
            })
    void aHelperThatFailsIsToldWithoutItsSecret(String script, String answer) throws IOException {
        helper("broken", script + "\n");
        assertThatThrownBy(() -> logins("{\"credsStore\":\"broken\"}").of("docker.io"))
                .isInstanceOfSatisfying(EngineException.class, refused -> {
                    assertThat(refused.kind()).isEqualTo(EngineException.Kind.REFUSED);
                    assertThat(refused.operation())
                            .isEqualTo("asking docker-credential-broken for the login to docker.io");
                    assertThat(refused.answer()).isEqualTo(answer);
                });
    }

    @Test
    void aHelperThatIsNotThereIsToldWithAdvice() {
        assertThatThrownBy(
                        () -> logins("{\"credsStore\":\"desktop-of-another\"}").of("docker.io"))
                .hasMessageContaining(
                        "asking docker-credential-desktop-of-another for the login to docker.io: it could not")
                .hasMessageEndingWith("Maybe install it, or take it out of docker's config.json.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"auths\": {\"x\": hunter2", "[\"hunter2\"]", "{\"auths\":{\"x\":{\"auth\":\"hunter2!\"}}}"})
    void aFileThatMakesNoSenseIsNamedAndNotQuoted(String text) {
        assertThatThrownBy(() -> logins(text).of("x"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("reading registry logins from " + folder.resolve("config.json"))
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void anAuthWithoutAColonIsNamedAndNotQuoted() {
        assertThatThrownBy(() -> logins("{\"auths\":{\"x\":{\"auth\":\"" + base64("hunter2") + "\"}}}")
                        .of("x"))
                .hasMessageContaining("its 'auth' for x is not 'user:password' in base64")
                .hasMessageNotContaining("hunter2");
    }
}
