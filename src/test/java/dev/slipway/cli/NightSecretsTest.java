package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dotenv.EnvFile;
import dev.slipway.nightly.Schedule;
import dev.slipway.nightly.timer.Errand;
import dev.slipway.run.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not be shown of what a timer starts. */
class NightSecretsTest {
    @TempDir
    private Path folder = Path.of("");

    private Errand errand(Map<String, String> environment) {
        Shell shell = new Shell(
                new Workspace(folder, new Home(folder.resolve(".slipway"))),
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()));
        Schedule schedule = new Schedule(LocalTime.of(2, 30), Duration.ZERO, ZoneOffset.UTC);
        return NightErrand.of(shell, new PipelineOption(), "tiny", schedule, environment);
    }

    private NightSecrets secrets(String name, String value) {
        return new NightSecrets(errand(Map.of(name, value)), Map.of());
    }

    private static void hides(NightSecrets secrets, String shown) {
        assertThat(secrets.shown().script()).contains("='" + shown + "'\n").doesNotContain("geheim");
        assertThat(secrets.errand().script()).as("but it is written").contains("geheim");
        assertThat(secrets.held()).hasSize(1);
    }

    @Test
    void passwordsWithinAddressesAreNotShown() {
        hides(secrets("HTTPS_PROXY", "http://me:geheim@proxy:3128"), "http://me:***@proxy:3128");
        hides(secrets("http_proxy", "http://me:ge/he@im?geheim@proxy:3128/"), "http://me:***@proxy:3128/");
        hides(secrets("http_proxy", "me:geheim@proxy:3128"), "me:***@proxy:3128");
        hides(
                secrets("SLIPWAY_LEDGER", "jdbc:postgresql://me:geheim@db/slipway?ssl=true"),
                "jdbc:postgresql://me:***@db/slipway?ssl=true");
        hides(
                secrets("SLIPWAY_LEDGER", "jdbc:postgresql://db/slipway?user=me&password=geheim&ssl=true"),
                "jdbc:postgresql://db/slipway?user=me&password=***&ssl=true");
    }

    @Test
    void addressesWithoutOneAreShown() {
        for (String address : List.of("http://proxy:3128", "http://me@proxy:3128", "jdbc:postgresql://me@db:5432/it")) {
            NightSecrets secrets = secrets("SLIPWAY_LEDGER", address);
            assertThat(secrets.shown().script()).contains(address);
            assertThat(secrets.held()).isEmpty();
        }
        assertThat(secrets("PATH", "/a:/b@c").shown().script()).contains("'/a:/b@c'");
    }

    @Test
    void secretParametersOfTheCommandLineAreToldOf() {
        Errand plain = errand(Map.of());
        Errand errand = new Errand(
                "tiny",
                folder,
                List.of("slipway", "--set", "TOKEN=abc", "--set", "PLACE=abc"),
                Map.of(),
                plain.at(),
                plain.jitter(),
                plain.launcher(),
                plain.output());
        NightSecrets secrets = new NightSecrets(errand, Map.of("TOKEN", "abc", "OTHER", "of a file"));
        assertThat(secrets.held()).containsExactly("--set TOKEN");
        assertThat(secrets.shown().words()).containsExactly("slipway", "--set", "TOKEN=***", "--set", "PLACE=abc");
    }

    @Test
    void whatTheLedgerNeedsIsTakenAlongAndItsPasswordIsNot() {
        assertThat(errand(Map.of("PGUSER", "me", "SSL_CERT_FILE", "/etc/ca.pem", "PGPASSWORD", "geheim"))
                        .script())
                .contains("export PGUSER='me'", "export SSL_CERT_FILE='/etc/ca.pem'")
                .doesNotContain("geheim");
    }

    @Test
    void whoseNightsWillMissThePasswordIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("env"), "PGPASSWORD=geheim\n");
        EnvFile gives = ((EnvFile.Reading.Read) EnvFile.read(file, "env")).file();
        Map<String, String> shared =
                Map.of("PGPASSWORD", "geheim", "SLIPWAY_LEDGER", "jdbc:postgresql://me@db/slipway");
        assertThat(NightSecrets.missesPassword(shared, List.of())).isTrue();
        assertThat(NightSecrets.missesPassword(shared, List.of(gives))).isFalse();
        assertThat(NightSecrets.missesPassword(Map.of("PGPASSWORD", "geheim"), List.of()))
                .as("the ledger is a file")
                .isFalse();
        assertThat(NightSecrets.missesPassword(
                        Map.of("PGPASSWORD", "geheim", "SLIPWAY_LEDGER", "jdbc:postgresql://me:other@db/slipway"),
                        List.of()))
                .as("the address has one")
                .isFalse();
    }
}
