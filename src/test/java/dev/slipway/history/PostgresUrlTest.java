package dev.slipway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where user and password are found, and that they are shown nowhere. */
class PostgresUrlTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PGUSER", "night", "PGPASSWORD", "moon");

    @Test
    void beforeTheHost() {
        PostgresUrl url =
                PostgresUrl.of("jdbc:postgresql://me:p%40ss+word@db.example:5433/ledger?sslmode=require", ENVIRONMENT);
        assertThat(url.bare()).isEqualTo("jdbc:postgresql://db.example:5433/ledger?sslmode=require");
        assertThat(url.properties()).isEqualTo(Map.of("user", "me", "password", "p@ss+word"));
        assertThat(url).hasToString("jdbc:postgresql://db.example:5433/ledger");
        assertThat(url.hide("no p@ss+word here")).isEqualTo("no *** here");
    }

    @Test
    void afterTheQuestionMark() {
        PostgresUrl url = PostgresUrl.of("jdbc:postgresql://db/ledger?user=me&password=secret", ENVIRONMENT);
        assertThat(url.bare()).isEqualTo("jdbc:postgresql://db/ledger");
        assertThat(url.properties()).isEqualTo(Map.of("user", "me", "password", "secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://me:har/bour@db.example/ledger",
                "jdbc:postgresql://me:har?bour@db.example/ledger",
                "jdbc:postgresql://me:7/bour@db.example:5432/ledger?sslmode=require",
                "jdbc:postgresql://me:7?har=bour@db.example/ledger",
                "jdbc:postgresql://me:har/bour",
                "jdbc:postgresql:me:bour@db.example/ledger",
                "jdbc:postgresql:me:bour/ledger"
            })
    void whereThePasswordCannotBeToldFromTheHostNothingIsShown(String url) {
        assertThatThrownBy(() -> PostgresUrl.of(url, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Maybe write / in them as %2F")
                .hasMessageNotContainingAny("har", "bour", "7");
        assertThat(Ledger.mistake(url)).startsWith("it cannot be told where");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://db/ledger",
                "jdbc:postgresql://db",
                "jdbc:postgresql:///ledger",
                "jdbc:postgresql:/",
                "jdbc:postgresql://one:5432,two:5433/ledger",
                "jdbc:postgresql://[::1]:5432/ledger",
                "jdbc:postgresql://me@corp:p%2Fw@db/ledger",
                "jdbc:postgresql://db/ledger?user=me@corp&password=a/b@c"
            })
    void whatThereIsNoDoubtAboutIsTaken(String url) {
        assertThat(Ledger.mistake(url)).isEmpty();
    }

    @Test
    void inTheEnvironment() {
        PostgresUrl url = PostgresUrl.of("jdbc:postgresql:ledger", ENVIRONMENT);
        assertThat(url.bare()).isEqualTo("jdbc:postgresql:ledger");
        assertThat(url.properties()).isEqualTo(Map.of("user", "night", "password", "moon"));
        assertThat(PostgresUrl.of("jdbc:postgresql:ledger", Map.of()).properties())
                .isEmpty();
    }
}
