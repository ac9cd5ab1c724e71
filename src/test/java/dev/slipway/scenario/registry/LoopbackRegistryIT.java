package dev.slipway.scenario.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry of the tests is one that asks, so that who comes through has really shown something. */
final class LoopbackRegistryIT {
    private static final LittleImage IMAGE = LittleImage.of("word", "hello\n");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void an_open_one_shows_everybody_what_was_pushed() throws Exception {
        try (LoopbackRegistry registry = LoopbackRegistry.open(folder)) {
            registry.push("some/image", "1", IMAGE);

            assertThat(asked(registry).statusCode()).isEqualTo(200);
            assertThat(registry.accesses()).anyMatch(line -> line.contains("GET /v2/some/image/manifests/1"));
        }
    }

    @Test
    void one_that_asks_takes_no_stranger_and_names_its_way() throws Exception {
        try (LoopbackRegistry registry = LoopbackRegistry.asking(folder)) {
            registry.push("some/image", "1", IMAGE);

            HttpResponse<String> refused = asked(registry);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Www-Authenticate")).hasValue("Basic realm=\"test\"");
        }
    }

    @Test
    void one_that_wants_tokens_takes_no_stranger_and_names_its_authority() throws Exception {
        try (LoopbackRegistry registry = LoopbackRegistry.sendingForTokens(folder)) {
            registry.push("some/image", "1", IMAGE);

            HttpResponse<String> refused = asked(registry);
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().firstValue("Www-Authenticate").orElseThrow())
                    .startsWith("Bearer realm=\"http://127.0.0.1:")
                    .contains("scope=\"repository:some/image:pull\"");
        }
    }

    private static HttpResponse<String> asked(LoopbackRegistry registry) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + registry.host() + "/v2/some/image/manifests/1"))
                    .header("Accept", "application/vnd.docker.distribution.manifest.v2+json")
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
