package dev.slipway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.past.PastException;
import dev.slipway.past.PastRun;
import dev.slipway.run.Home;
import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.Verdict;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ledger that a team shares. */
class PostgresLedgerTest extends LedgerContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        PostgresServer.hindrance().ifPresent(why -> Assumptions.abort("no PostgreSQL to test with: " + why));
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static PostgresServer server() {
        if (server == null) {
            throw new IllegalStateException("no server was started");
        }
        return server;
    }

    @Override
    String url() throws Exception {
        return server().database("ledger" + NUMBER.incrementAndGet());
    }

    @Override
    Ledger shared(Home other) {
        return Ledger.open(url, other);
    }

    @Test
    void twoHomesShareIt() throws Exception {
        String url = url();
        String id = "20260304-120000-aaaa";
        for (String name : List.of("one", "two")) {
            Home home = new Home(folder.resolve(name));
            Story.write(
                    home,
                    id,
                    new Story(name, "build", EVENING, "a".repeat(64))
                            .begins(id, "sha256:b")
                            .attempt("full", 1, null, List.of())
                            .image(ImageStatus.BUILT, "full")
                            .ends(Verdict.PROVEN)
                            .events());
            try (Ledger ledger = Ledger.open(url, home)) {
                assertThat(ledger.catchUp().runs()).isEqualTo(1);
            }
        }
        try (Ledger ledger = Ledger.open(url, new Home(folder.resolve("two")))) {
            assertThat(ledger.runs("", 9)).extracting(PastRun::pipeline).containsExactlyInAnyOrder("one", "two");
            assertThat(ledger.run(id).map(PastRun::pipeline))
                    .as("ours is meant")
                    .contains("two");
        }
    }

    @Test
    void eachHomeHasItsOwnNights() throws Exception {
        String url = url();
        for (int number = 1; number <= 2; number++) {
            Home one = new Home(folder.resolve("home" + number));
            String id = "2026030" + number + "-023000-aaaa";
            Story.write(
                    one,
                    id,
                    new Story("shop", "nightly", EVENING.plusSeconds(number), "a".repeat(64))
                            .begins(id, "sha256:b")
                            .attempt("full", 1, null, List.of())
                            .image(ImageStatus.BUILT, "full")
                            .ends(Verdict.PROVEN)
                            .events());
            try (Ledger ledger = Ledger.open(url, one)) {
                ledger.catchUp();
                assertThat(ledger.nights("shop", 9)).extracting(PastRun::id).containsExactly(id);
                assertThat(ledger.runs("shop", 9)).hasSize(number);
            }
        }
    }

    @Test
    void whoIsKeptWaitingTooLongIsTold() throws Exception {
        Address address =
                new Address.Postgres(PostgresUrl.of(url() + "?socketTimeout=20", Map.of()), Duration.ofMillis(50));
        try (Database first = Database.open(address, folder);
                Database second = Database.open(address, folder)) {
            first.write("filling", 7, handle -> {
                assertThatThrownBy(() -> second.write("changing", 7, other -> other.execute("select 1")))
                        .isInstanceOf(PastException.class)
                        .hasMessageStartingWith("changing the ledger jdbc:postgresql://127.0.0.1:")
                        .hasMessageEndingWith(": ERROR: canceling statement due to lock timeout");
                return 0;
            });
        }
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForForEver() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            String host = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/ledger?sslmode=disable";
            assertThatThrownBy(() -> Ledger.open(host + "&loginTimeout=1", home))
                    .as("what the URL says counts")
                    .isInstanceOf(PastException.class);
            assertThatThrownBy(() -> Ledger.open(host + "&socketTimeout=1", home))
                    .isInstanceOf(PastException.class);
        }
        Properties wishes = new Address.Postgres(PostgresUrl.of(url(), Map.of()), Duration.ofMinutes(1)).wishes();
        assertThat(wishes)
                .containsEntry("loginTimeout", "30")
                .containsEntry("socketTimeout", "300")
                .containsEntry("user", "slipway");
    }

    @Test
    void whoLogsInMayStandInTheVariablesOfACommand() throws Exception {
        String bare = url().replaceFirst("//.*@", "//");
        Map<String, String> variables = Map.of("PGUSER", "slipway", "PGPASSWORD", PostgresServer.password());
        try (Ledger ledger = Ledger.open(bare, home, variables)) {
            assertThat(ledger.runs("", 1)).isEmpty();
        }
        assertThat(Ledger.password(bare, variables)).isEqualTo(PostgresServer.password());
    }

    @Test
    void aRefusedLoginIsToldWithoutThePassword() throws Exception {
        String wrong = url().replace(PostgresServer.password(), "not-this-one");
        assertThatThrownBy(() -> Ledger.open(wrong, home))
                .isInstanceOf(PastException.class)
                .hasMessageContaining("opening the ledger jdbc:postgresql://127.0.0.1:")
                .hasMessageContaining("password authentication failed")
                .hasMessageNotContaining("not-this-one");
        assertThat(Ledger.password(wrong, Map.of())).isEqualTo("not-this-one");
    }
}
