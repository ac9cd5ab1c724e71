package dev.slipway.notices;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of web addresses, told from words. */
class AddressSecretsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://watch:8080/health",
                "http://watch:8080/",
                "http://watch",
                "https://watch.example.org/api/v1/HealthCheck/worker-12?status=up&timeout=3600&every=24h",
                "https://example.org/ci/backend_2/python311/nightly.done"
            })
    void ofWordsTheWholeAddressIsHiddenAlone(String url) {
        assertThat(AddressSecrets.of(url)).containsExactly(url);
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX, XXXXXXXXXXXXXXXXXXXXXXXX",
        "https://hc-ping.com/0f0e2b1c-3d4a-4b5c-8d6e-7f8091a2b3c4, 0f0e2b1c-3d4a-4b5c-8d6e-7f8091a2b3c4",
        "https://watch.example.org/push/aB3xY9qLmZ?status=up&msg=OK, aB3xY9qLmZ",
        "https://watch.example.org/beat?token=hunter&status=up, hunter",
        "https://watch.example.org/beat?id=T0KEN-of-mine, T0KEN-of-mine",
        "https://chat.example.org/hooks/correcthorsebattery, correcthorsebattery"
    })
    void aTokenIsHiddenAndSoIsThePathThatItStandsIn(String url, String token) {
        String path = url.substring(url.indexOf('/', "https://".length()));
        assertThat(AddressSecrets.of(url)).contains(url, token, path).doesNotContain("up", "OK", "push", "services");
    }

    @Test
    void whoAsksIsHiddenWithThePassword() {
        assertThat(AddressSecrets.of("https://ops:hunter@watch.example.org/health"))
                .containsExactly("https://ops:hunter@watch.example.org/health", "ops:hunter", "hunter");
    }

    @ParameterizedTest
    @CsvSource({"health, false", "ci/worker-2, false", "T0KEN-of-mine, true", "services/T1/abcdefghijklmnop, true"})
    void partsAreJudgedAlike(String part, boolean telling) {
        assertThat(AddressSecrets.telling(part)).isEqualTo(telling);
    }
}
