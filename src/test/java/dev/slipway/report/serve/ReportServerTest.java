package dev.slipway.report.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.journal.JournalReader;
import dev.slipway.journal.JournalWriter;
import dev.slipway.journal.Runs;
import dev.slipway.report.RunReport;
import dev.slipway.report.html.IndexReport;
import dev.slipway.run.RunEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ReportServerTest {
    private static final String RUN = "20260304-023000-7f3a";

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<RunEvent> events = Runs.degraded();

    @TempDir
    private Path root = Path.of("");

    private ReportServer server;
    private JournalWriter journal;
    private volatile boolean alive = true;

    @BeforeEach
    void serveARunThatHasBegun() throws IOException {
        Path folder = root.resolve(RUN);
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/worker-full-1.log"), "0123456789");
        Files.writeString(folder.resolve("owner"), "somebody");
        journal = JournalWriter.open(folder.resolve("journal.jsonl"));
        events.subList(0, 10).forEach(journal::on);
        server = ReportServer.open(0, new OneRun(folder));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        journal.close();
        client.close();
    }

    @Test
    void indexAndRunAreServed() throws Exception {
        assertThat(get("").body()).contains("Nothing has been run yet.");
        HttpResponse<String> page = get("runs/" + RUN);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.body())
                .contains("data-events=\"" + RUN + "/events\"", "connect-src &#39;self&#39;", "At work.");
    }

    @Test
    void aLogIsPlainTextWholeOrInPart() throws Exception {
        HttpResponse<String> whole = get("runs/" + RUN + "/logs/worker-full-1.log");
        assertThat(whole.body()).isEqualTo("0123456789");
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(range("bytes=2-4").body()).isEqualTo("234");
        assertThat(range("bytes=2-4").statusCode()).isEqualTo(206);
        assertThat(range("bytes=-3").body()).isEqualTo("789");
        assertThat(range("bytes=8-99").headers().firstValue("Content-Range")).hasValue("bytes 8-9/10");
        assertThat(range("bytes=10-").statusCode()).isEqualTo(416);
        assertThat(range("lines=1-2").body()).isEqualTo("0123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "runs/20260304-023000-7f3a/logs/../owner",
                "runs/20260304-023000-7f3a/logs/..%2fowner",
                "runs/20260304-023000-7f3a/logs/%2e%2e%2fowner",
                "runs/20260304-023000-7f3a/logs/",
                "runs/20260304-023000-7f3a/owner",
                "runs/..%2f..%2fetc/logs/passwd",
                "runs/../../etc/passwd",
                "runs/no-such-run",
                "favicon.ico",
                "runs"
            })
    void nothingElseIsServed(String path) throws Exception {
        assertThat(raw("GET /" + path + " HTTP/1.1", host())).startsWith("HTTP/1.1 404");
    }

    @Test
    void aSiteThatHasItsNamePointHereIsRefused() throws Exception {
        assertThat(raw("GET / HTTP/1.1", "evil.example:" + server.address().getPort()))
                .startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1", "127.0.0.1")).startsWith("HTTP/1.1 421");
        assertThat(raw("GET / HTTP/1.1", "localhost:" + server.address().getPort()))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS"})
    void onlyReadingIsPossible(String method) throws Exception {
        assertThat(raw(method + " / HTTP/1.1", host())).startsWith("HTTP/1.1 405");
    }

    @Test
    void aRunAtWorkIsToldAsItGoesOnUntilItsEnd() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(at("runs/" + RUN + "/events")).build();
        var answer = client.send(request, BodyHandlers.ofInputStream());
        try (BufferedReader told = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(next(told)).contains("\"event\":\"run-started\"");
            for (int i = 1; i < 10; i++) {
                next(told);
            }
            journal.on(events.get(10));
            assertThat(next(told))
                    .contains("\"event\":\"")
                    .contains(events.get(10).span());
            journal.on(events.getLast());
            assertThat(next(told)).contains("\"event\":\"run-ended\"");
            assertThat(next(told)).isEqualTo("{}");
            assertThat(told.lines()).allMatch(String::isBlank);
        }
    }

    @Test
    void whoLostTheConnectionGoesOnWhereItWas() throws Exception {
        alive = false;
        String all = get("runs/" + RUN + "/events").body();
        String third = all.lines()
                .filter(line -> line.startsWith("id: "))
                .toList()
                .get(2)
                .substring(4);
        HttpRequest request = HttpRequest.newBuilder(at("runs/" + RUN + "/events"))
                .header("Last-Event-ID", third)
                .build();

        String rest = client.send(request, BodyHandlers.ofString()).body();

        assertThat(rest.lines().filter(line -> line.equals("event: told"))).hasSize(7);
        assertThat(rest).endsWith("event: ended\ndata: {}\n\n");
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        int port = server.address().getPort();

        assertThatThrownBy(() -> ReportServer.open(port, new OneRun(root)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("serving reports at 127.0.0.1:" + port + ": ");
    }

    @Test
    void aPageThatCannotBeMadeIsSaid() throws Exception {
        Files.delete(root.resolve(RUN).resolve("journal.jsonl"));

        HttpResponse<String> page = get("runs/" + RUN);

        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).startsWith("The page could not be made: reading the journal");
    }

    private URI at(String path) {
        return URI.create(server.address() + path);
    }

    private String host() {
        return "127.0.0.1:" + server.address().getPort();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(at(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> range(String range) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(at("runs/" + RUN + "/logs/worker-full-1.log"))
                .header("Range", range)
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** As no well-behaved client would ask. */
    private String raw(String line, String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String next(BufferedReader told) throws IOException {
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            if (line.startsWith("data: ")) {
                return line.substring(6);
            }
        }
        throw new IOException("the stream ended");
    }

    /** One run, told as far as its journal goes. */
    private final class OneRun implements Reports {
        private final Path folder;

        OneRun(Path folder) {
            this.folder = folder;
        }

        @Override
        public IndexReport index() {
            return EmptyIndex.report();
        }

        @Override
        public Optional<RunReport> run(String id) {
            return id.equals(RUN)
                    ? Optional.of(new RunReport(
                            id, JournalReader.story(folder.resolve("journal.jsonl")), folder, root, alive, List.of()))
                    : Optional.empty();
        }
    }
}
