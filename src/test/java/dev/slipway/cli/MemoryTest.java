package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.run.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which ledger a command asks. */
class MemoryTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder = Path.of("");

    private ExitCode ask(Map<String, String> variables) {
        Home home = new Home(folder.resolve(".slipway"));
        Shell shell =
                new Shell(new Workspace(folder, home), new PrintWriter(new StringWriter()), new PrintWriter(err, true));
        return Memory.ask(shell, variables, ledger -> ExitCode.PROVEN);
    }

    @Test
    void theFileOfTheHomeWhereNoneIsNamed() {
        assertThat(ask(Map.of())).as("%s", err).isEqualTo(ExitCode.PROVEN);
        assertThat(folder.resolve(".slipway/ledger.db")).exists();
    }

    @Test
    void theOneThatTheVariablesOfTheCommandName() throws IOException {
        String host;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            host = "127.0.0.1:" + gone.getLocalPort();
        }
        String url = "jdbc:postgresql://night:har%2Fbour@" + host + "/ledger";
        assertThat(ask(Map.of("SLIPWAY_LEDGER", url))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString())
                .startsWith("slipway: opening the ledger jdbc:postgresql://" + host + "/ledger: ")
                .doesNotContain("bour");
        assertThat(MaskedLayout.MASK.hide("is har/bour")).doesNotContain("bour");
        assertThat(Files.exists(folder.resolve(".slipway/ledger.db"))).isFalse();
    }

    @Test
    void anAddressThatMayShowItsPasswordIsRefusedWithoutRepeatingIt() {
        assertThat(ask(Map.of("SLIPWAY_LEDGER", "jdbc:postgresql://night:har/bour@db.example/ledger")))
                .isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(err)
                .hasToString("slipway: SLIPWAY_LEDGER: it cannot be told where its user and password end and its host"
                        + " begins. Maybe write / in them as %2F, ? as %3F and @ as %40." + System.lineSeparator());
    }
}
