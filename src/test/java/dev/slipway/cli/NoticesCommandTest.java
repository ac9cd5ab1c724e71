package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.model.NoticeTarget;
import dev.slipway.notices.Limits;
import dev.slipway.notices.Notice;
import dev.slipway.notices.Outbox;
import dev.slipway.notices.Post;
import dev.slipway.run.Home;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does it arrive, and what waits? */
class NoticesCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;

    NoticesCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private int notices(String... more) {
        Shell shell = new Shell(
                new Workspace(folder, new Home(folder.resolve(".slipway"))),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        String[] arguments = Stream.concat(
                        Stream.of(
                                "nightly",
                                "notices",
                                "-p",
                                folder.resolve("demo.yaml").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
        return Main.run(arguments, shell);
    }

    private void pipeline(String notify) throws IOException {
        Files.writeString(
                folder.resolve("demo.yaml"),
                """
                slipway: 1
                name: demo
                images: {a: {checks: [healthy]}}
                nightly: {notify: [%s]}
                """
                        .formatted(notify));
    }

    /** As if a night had told it on the 14th of March. */
    private void waiting(String command) {
        Post post = new Post(
                List.of(new NoticeTarget.Command(command, List.of())),
                folder,
                Map.of(),
                new Secrets(Map.of(), folder, new Mask()),
                Limits.USUAL,
                "1.2.3");
        Instant night = Instant.parse("2026-03-14T02:30:00Z");
        Outbox.of(folder.resolve(".slipway"), "demo", post, Clock.fixed(night, ZoneOffset.UTC))
                .put(new Notice("k", night, "demo", "stale", "demo", "demo: no good night", List.of(), ""));
    }

    @Test
    void nobodyIsTold() throws IOException {
        pipeline("");
        assertThat(notices()).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "nobody is told: the pipeline file has no 'nightly: {notify: …}'", "", "no notice waits");
        assertThat(notices("--test")).isZero();
    }

    @Test
    void aTestSaysOfEachWhatCameBack() throws IOException {
        pipeline("{command: cat > told.json, on: [stale]}, {command: \"echo nobody there >&2; exit 3\"}, "
                + "{webhook: {env: SLIPWAY_TEST_NOT_SET, required: false}}");
        assertThat(notices("--test")).as("%s", err).isEqualTo(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "sent      command cat > told.json",
                        "not sent  command echo nobody there >&2; exit 3: the command ended with exit code 3, saying: nobody"
                                + " there",
                        "skipped   webhook from the variable 'SLIPWAY_TEST_NOT_SET': there is nothing in the variable"
                                + " 'SLIPWAY_TEST_NOT_SET'");
        JsonNode told = new ObjectMapper().readTree(folder.resolve("told.json").toFile());
        assertThat(told.path("kind").asText()).isEqualTo("test");
        assertThat(told.path("pipeline").asText()).isEqualTo("demo");
        assertThat(folder.resolve(".slipway/notices")).doesNotExist();
    }

    @Test
    void whatWaitsIsToldAndSentWhenItIsWished() throws IOException {
        pipeline("{command: \"test -e open\"}");
        waiting("test -e open");
        assertThat(notices()).isZero();
        assertThat(out.toString())
                .contains("told are  command test -e open")
                .contains("1 notice waits; 'slipway nightly notices --send' tries it now")
                .contains("demo: no good night")
                .contains("  for      command test -e open")
                .contains(", not tried yet");
        Files.writeString(folder.resolve("open"), "");
        assertThat(notices("--send")).as("%s", err).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("sent      demo: no good night, for command test -e open");
        assertThat(notices("--send")).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("no notice waits");
    }

    @Test
    void programsAreToldInJson() throws IOException {
        pipeline("{command: \"echo closed >&2; exit 1\"}");
        waiting("echo closed >&2; exit 1");
        assertThat(notices("--send", "-o", "json")).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/targets/0").asText()).isEqualTo("command echo closed >&2; exit 1");
        assertThat(json.at("/deliveries/0/why").asText())
                .isEqualTo("the command ended with exit code 1, saying: closed");
    }

    @Test
    void bothAtOnceIsAMistake() throws IOException {
        pipeline("");
        assertThat(notices("--send", "--test")).isEqualTo(2);
        assertThat(err.toString()).contains("--send", "--test", "mutually exclusive");
    }
}
