package dev.slipway.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteTest {
    private static Diagnosis quoting(String... lines) {
        List<Quote> quotes =
                Arrays.stream(lines).map(line -> new Quote(1, line)).toList();
        return new Diagnosis("some-failure", Nature.TRANSIENT, "test", quotes, "", List.of(), null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            ERROR: HTTP error 503 while getting http://172.17.0.1:4711/tiny-1.0.whl | 172.17.0.1:4711
            connection broken by 'ReadTimeoutError("HTTPSConnectionPool(host='Index.example', port=443): Read timed out.")' | index.example
            HTTPConnectionPool(host='index.example', port=3141): Max retries exceeded | index.example:3141
            npm error network request to https://npm.example/react failed, reason: socket hang up | npm.example
            E: Failed to fetch http://user:secret@mirror.example/debian/pool/x.deb  503  Service Unavailable | mirror.example
            curl: (6) Could not resolve host: models.example | models.example
            Temporary failure resolving 'mirror.example' | mirror.example
            npm error code EAI_AGAIN npm.example | npm.example
            dial tcp: lookup registry.example on 127.0.0.53:53: no such host | registry.example
            curl: (7) Failed to connect to models.example port 8443 after 1 ms: Connection refused | models.example:8443
            pulling registry.example:5000/team/api:1: toomanyrequests: slow down | registry.example:5000
            pulling python:3.11-slim: toomanyrequests: slow down | the engine's default registry
            pulling team/api:1: toomanyrequests: slow down | the engine's default registry
            """)
    void isTheHostThatTheLineNames(String line, String remote) {
        assertThat(Remote.of(quoting(line))).contains(new Remote(remote));
    }

    @Test
    void theFirstLineThatNamesOneDecides() {
        assertThat(Remote.of(quoting("nothing here", "see https://first.example/x", "http://second.example/")))
                .contains(new Remote("first.example"));
    }

    @Test
    void linesThatNameNobodySayNothing() {
        assertThat(Remote.of(quoting("Hash Sum mismatch", "socket hang up"))).isEmpty();
        assertThat(Remote.of(quoting())).isEmpty();
    }
}
