package dev.slipway.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.diagnose.Nature;
import dev.slipway.engine.ContainerSecrets;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ContainerSettings.ContainerSecret;
import dev.slipway.model.SecretSource;
import dev.slipway.run.ContainerAccess.Answer;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerAccessTest {
    private static final SecretSource PASSWORD = new SecretSource.FromParam("password", true, Models.NOWHERE);
    private static final SecretSource OPTIONAL = new SecretSource.FromParam("nobody", false, Models.NOWHERE);
    private static final SecretSource MISSING = new SecretSource.FromEnvironment("NOBODY", true, Models.NOWHERE);

    private static final String WINDOWS = String.valueOf(new char[] {13, 10});

    @TempDir
    private Path folder = Path.of("");

    private final List<String> notices = new ArrayList<>();
    private ContainerAccess access = ContainerAccess.none(Path.of(""));

    @BeforeEach
    void given() {
        access = new ContainerAccess(
                new Secrets(Map.of(), Map.of("password", "hunter2\n"), folder, new Mask()),
                (level, text) -> notices.add(level + " " + text));
    }

    private static Map<String, String> texts(Map<String, SecretValue> values) {
        Map<String, String> texts = new HashMap<>();
        values.forEach((name, value) -> texts.put(name, new String(value.bytes(), StandardCharsets.UTF_8)));
        return texts;
    }

    @Test
    void variablesAndFilesAreHandedOut() throws IOException {
        Path file = Files.writeString(folder.resolve("t.txt"), "token" + WINDOWS);
        SecretSource token = new SecretSource.FromFile(file, true, Models.NOWHERE);

        ContainerSecrets secrets = access.of(Map.of(
                "db", new ContainerSecret(PASSWORD, "DB_PASSWORD"),
                "token", new ContainerSecret(token, "TOKEN"),
                "same", new ContainerSecret(token, null),
                "absent", new ContainerSecret(OPTIONAL, null)));

        assertThat(texts(secrets.variables())).isEqualTo(Map.of("DB_PASSWORD", "hunter2", "TOKEN", "token"));
        assertThat(texts(secrets.files())).isEqualTo(Map.of("same", "token" + WINDOWS));
        assertThat(secrets.toString()).doesNotContain("hunter2");
    }

    @Test
    void whatIsRequiredAndLackingIsToldAsTheAuthorsAffair() {
        Answer answer = access.clear(
                Map.of(
                        "api",
                        Map.of("a", new ContainerSecret(MISSING, null), "b", new ContainerSecret(PASSWORD, null))),
                new StopSignal());

        assertThat(answer).isInstanceOfSatisfying(Answer.Refused.class, refused -> {
            assertThat(refused.why().category()).isEqualTo("secret-missing");
            assertThat(refused.why().nature()).isEqualTo(Nature.CONFIGURATION);
            assertThat(refused.why().explanation())
                    .contains("the secret 'a': the variable 'NOBODY' is not set or empty")
                    .doesNotContain("'b'");
        });
    }

    @Test
    void whatIsOptionalAndLackingIsSaidOnce() {
        Map<String, Map<String, ContainerSecret>> wanted =
                Map.of("api", Map.of("a", new ContainerSecret(OPTIONAL, null)));

        assertThat(access.clear(wanted, new StopSignal())).isInstanceOf(Answer.Cleared.class);
        assertThat(access.clear(wanted, new StopSignal())).isInstanceOf(Answer.Cleared.class);

        assertThat(notices)
                .containsExactly("INFO containers of api run without an optional secret; the secret 'a': the parameter"
                        + " 'nobody' is not given");
    }

    @Test
    void aStoppedRunClearsNothing() {
        StopSignal stop = new StopSignal();
        stop.raise(StopSignal.Reason.DONE);
        assertThat(access.clear(Map.of("api", Map.of("a", new ContainerSecret(PASSWORD, null))), stop))
                .isInstanceOf(Answer.Cancelled.class);
    }
}
