package dev.slipway.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.AccessSpec;
import dev.slipway.model.AgentSource;
import dev.slipway.model.Origin;
import dev.slipway.model.SecretSource;
import dev.slipway.secrets.Grant.Lack;
import dev.slipway.secrets.Grant.Remark;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SecretsTest {
    private static final Origin HERE = new Origin("pipeline.yaml", 6, 7);

    @TempDir
    private Path folder = Path.of("");

    private final Mask mask = new Mask();
    private final StopSignal stop = new StopSignal();
    private Secrets secrets = new Secrets(Map.of(), Path.of("/"), mask);

    @BeforeEach
    void environment() {
        environment(Map.of("TOKEN", "t0ken-of-the-variable", "EMPTY", "", "SHORT", "abc"));
    }

    private void environment(Map<String, String> variables) {
        secrets = new Secrets(variables, folder, mask);
    }

    private Grant of(SecretSource source) {
        return secrets.of(new AccessSpec(Map.of("it", source), Map.of()), stop);
    }

    private static String value(Grant grant) {
        Grant.Given given = (Grant.Given) grant;
        return given.access().secrets().values().stream()
                .map(value -> new String(value.bytes(), StandardCharsets.UTF_8))
                .findFirst()
                .orElse("no value");
    }

    private static List<String> lacks(Grant grant) {
        assertThat(grant).isInstanceOf(Grant.Refused.class);
        return ((Grant.Refused) grant).lacks().stream().map(Lack::sentence).toList();
    }

    private static SecretSource variable(String name) {
        return new SecretSource.FromEnvironment(name, true, HERE);
    }

    private static SecretSource command(String... words) {
        return new SecretSource.FromCommand(List.of(words), true, HERE);
    }

    private static SecretSource shell(String line) {
        return command("sh", "-c", line);
    }

    @Test
    void aVariable() {
        assertThat(value(of(variable("TOKEN")))).isEqualTo("t0ken-of-the-variable");
        assertThat(mask.hide("t0ken-of-the-variable")).isEqualTo("***");
        for (String name : List.of("EMPTY", "UNSET")) {
            assertThat(lacks(of(variable(name))))
                    .containsExactly("the secret 'it': the variable '" + name + "' is not set or empty");
        }
    }

    @Test
    void aParameterIsHiddenFromTheStartWhetherAnybodyAsksForItOrNot() {
        secrets =
                new Secrets(Map.of(), Map.of("password", "s3cr3t-parameter", "unused", "an-unused-one"), folder, mask);
        assertThat(mask.hide("s3cr3t-parameter, an-unused-one")).isEqualTo("***, ***");
        assertThat(value(of(new SecretSource.FromParam("password", true, HERE))))
                .isEqualTo("s3cr3t-parameter");
        assertThat(lacks(of(new SecretSource.FromParam("other", true, HERE))))
                .containsExactly("the secret 'it': the parameter 'other' is not given");
    }

    @Test
    void aFileIsTakenAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("key.pem"), "-----BEGIN\nline\n");
        assertThat(value(of(new SecretSource.FromFile(file, true, HERE)))).isEqualTo("-----BEGIN\nline\n");
        Path none = folder.resolve("none");
        assertThat(lacks(of(new SecretSource.FromFile(none, true, HERE))))
                .containsExactly("the secret 'it': the file " + none + " is not there");
        Files.writeString(none, "");
        assertThat(lacks(secrets().of(new SecretSource.FromFile(none, true, HERE))))
                .containsExactly("the secret 'it': the file " + none + " is empty");
        Files.write(none, new byte[500 * 1024 + 1]);
        assertThat(lacks(secrets().of(new SecretSource.FromFile(none, true, HERE))))
                .containsExactly("the secret 'it': the file " + none + " has more than the 500 KiB that builders take");
    }

    private SecretsTest secrets() {
        environment(Map.of());
        return this;
    }

    @Test
    void aCommandIsRunInTheFolderAndLosesOneLineBreak() throws IOException {
        Files.writeString(folder.resolve("token.txt"), "t0ken\n\n");
        assertThat(value(of(command("cat", "token.txt")))).isEqualTo("t0ken\n");
        assertThat(value(of(shell("printf 'a\\r\\n'")))).isEqualTo("a");
        assertThat(value(of(shell("printf %s \"$TOKEN\"")))).isEqualTo("t0ken-of-the-variable");
    }

    @Test
    void aCommandThatFailsTellsItsErrorsAndNeverWhatItPrinted() {
        assertThat(lacks(of(shell("echo half-a-t0ken; echo no such entry >&2; echo ask an admin >&2; exit 3"))))
                .containsExactly(
                        "the secret 'it': the command ended with exit code 3, saying: no such entry; ask an admin");
        assertThat(lacks(of(shell("echo half-a-t0ken; exit 3"))))
                .containsExactly("the secret 'it': the command ended with exit code 3");
        assertThat(lacks(of(shell("echo logged out >&2"))))
                .containsExactly("the secret 'it': the command printed nothing, saying: logged out");
        assertThat(lacks(of(command("no-such-program-here"))))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("the secret 'it': the command could not be started: ")
                .contains("no-such-program-here");
        assertThat(lacks(of(shell("yes"))))
                .containsExactly("the secret 'it': the command: it was stopped after 512000 bytes");
    }

    @Test
    void eachIsHadOnceARun() throws IOException {
        SecretSource counting = shell("echo x >> count; wc -l < count | tr -d ' '; exit $(($(wc -l < count) - 1))");
        assertThat(value(of(counting))).isEqualTo("1");
        assertThat(value(of(shell("echo x >> count; wc -l < count | tr -d ' '; exit $(($(wc -l < count) - 1))"))))
                .isEqualTo("1");
        SecretSource failing = shell("echo x >> failures; exit 1");
        of(failing);
        of(failing);
        assertThat(folder.resolve("count")).hasContent("x");
        assertThat(folder.resolve("failures")).hasContent("x");
    }

    @Test
    void eachIsMadeKnownToTheMaskOnce() {
        of(variable("TOKEN"));
        List<String> hidden = mask.forms();
        of(variable("TOKEN"));
        assertThat(mask.forms()).isNotEmpty().isSameAs(hidden);
    }

    @Test
    void tellsWhetherATextShowsAValue() {
        Grant.Given given = (Grant.Given) of(shell("printf 's3cr3t-t0ken\\n\\n'"));
        SecretValue value = Objects.requireNonNull(given.access().secrets().get("it"));
        assertThat(secrets.shows("x=s3cr3t-t0ken", value)).isTrue();
        assertThat(secrets.shows("x=s3cr3t", value)).isFalse();
    }

    @Test
    void anOptionalOneMayBeAbsentAndIsRemarkedOnOnce() {
        SecretSource optional = new SecretSource.FromEnvironment("UNSET", false, HERE);
        Grant.Given first = (Grant.Given) of(optional);
        assertThat(first.access().secrets()).isEmpty();
        assertThat(first.remarks())
                .containsExactly(new Remark.Absent(
                        new Lack(HERE, Lack.What.SECRET, "the secret 'it': the variable 'UNSET' is not set or empty")));
        assertThat(((Grant.Given) of(optional)).remarks()).isEmpty();
    }

    @Test
    void aShortOneIsRemarkedOn() {
        assertThat(((Grant.Given) of(variable("SHORT"))).remarks()).containsExactly(new Remark.Unmasked("it"));
    }

    @Test
    void everythingThatIsLackingIsTold() {
        AccessSpec wanted = new AccessSpec(
                Map.of("it", variable("UNSET")), Map.of("default", new AgentSource.FromEnvironment(HERE)));
        assertThat(lacks(secrets.of(wanted, stop)))
                .containsExactly(
                        "the secret 'it': the variable 'UNSET' is not set or empty",
                        "the ssh agent 'default': the variable 'SSH_AUTH_SOCK' is not set or empty");
    }

    @Test
    void anAgentMustListen() throws IOException {
        Path socket = Files.createTempDirectory("agent").resolve("s");
        AccessSpec wanted = new AccessSpec(
                Map.of(),
                Map.of(
                        "default",
                        new AgentSource.FromEnvironment(HERE),
                        "own",
                        new AgentSource.AtSocket(socket, HERE)));
        environment(Map.of("SSH_AUTH_SOCK", socket.toString()));
        try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            agent.bind(UnixDomainSocketAddress.of(socket));
            assertThat(secrets.of(wanted, stop)).isInstanceOfSatisfying(Grant.Given.class, given -> assertThat(
                            given.access().agents())
                    .isEqualTo(Map.of("default", socket, "own", socket)));
        }
        assertThat(lacks(secrets.of(wanted, stop)))
                .hasSize(2)
                .allMatch(lack -> lack.contains("nobody listens at " + socket));
        Files.delete(socket);
    }

    @Test
    void aStoppedRunAsksNoMore() {
        stop.raise(StopSignal.Reason.INTERRUPTED);
        assertThat(of(shell("echo x > asked"))).isInstanceOf(Grant.Cancelled.class);
        assertThat(folder.resolve("asked")).doesNotExist();
    }

    @Test
    void noValueIsInTheTextOfAGrant() {
        assertThat(of(variable("TOKEN")).toString()).doesNotContain("t0ken-of-the-variable");
    }
}
