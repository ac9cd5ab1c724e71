package dev.slipway.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way out, as other programs of the machine take it. */
class ProxyByEnvironmentTest {
    @Test
    void aNoticeGoesByTheProxyOfTheEnvironment(@TempDir Path folder) throws Exception {
        try (Chat proxy = Chat.open()) {
            Outbox outbox = new Office(folder)
                    .set("http_proxy", proxy.url(""))
                    .outbox(Office.webhook("http://hooks.example.org/x"));
            outbox.put(Office.notice("k"));
            assertThat(Office.why(Office.fate(outbox))).isEqualTo("sent: ");
            assertThat(proxy.requests.getFirst().header("Host")).isEqualTo("hooks.example.org");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.org/x,       proxy.example.org:3128",
        "https://example.net/x,             proxy.example.org:3128",
        "https://notexample.com/x,          proxy.example.org:3128",
        "https://example.com/x,             ",
        "https://a.example.com/x,           ",
        "https://git.internal:8443/x,       ",
        "https://localhost/x,               ",
        "https://127.0.0.1:9/x,             ",
        "http://hooks.example.org/x,        "
    })
    void whoIsAskedByTheProxyAndWhoIsNot(URI address, String expected) {
        List<Proxy> chosen = new ProxyByEnvironment(
                        Map.of("HTTPS_PROXY", "http://proxy.example.org:3128", "NO_PROXY", "example.com, .internal,"))
                .select(address);
        assertThat(chosen).hasSize(1);
        if (expected == null) {
            assertThat(chosen.getFirst()).isEqualTo(Proxy.NO_PROXY);
        } else {
            assertThat(chosen.getFirst().address().toString()).startsWith(expected.split(":", -1)[0]);
        }
    }
}
