package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.run.ImageStatus;
import dev.slipway.run.RunEvent.Noticed;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values out of files and commands reach the step that mounts them, byte by byte, and are told in no form. */
final class SecretSourcesIT {
    @RegisterExtension
    private final Scenario scenario = new Scenario("secret-sources");

    private final String token =
            "t0ken/" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36) + "+of nobody's";
    private final List<String> key =
            List.of("-----BEGIN " + token + "-----", "MIIE" + token.substring(6, 14) + "line2", "-----END KEY-----");

    /** A step is known by its words and not by its secrets' values, so each run needs a step of its own. */
    @BeforeEach
    void values() throws IOException {
        scenario.assumeBuildKit("has no secrets");
        String dockerfile = Files.readString(scenario.folder().resolve("app/Dockerfile"));
        scenario.write("app/Dockerfile", dockerfile.replace("MARK", scenario.mark()));
        scenario.write("token.txt", token + "\n");
        scenario.write("key.pem", String.join("\n", key) + "\n");
    }

    private void dockerfile(String... lines) {
        scenario.write("app/Dockerfile", "FROM python:3.11-slim\n" + String.join("\n", lines) + "\n");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void every_source_hands_over_the_very_bytes() throws IOException {
        Told told = scenario.slipway().run("build", "--output", "plain");

        told.exits(0).image("app", ImageStatus.BUILT);
        String log = everythingKept();
        assertThat(log)
                .contains(sha256(String.join("\n", key) + "\n") + "  from_file")
                .contains(sha256(token) + "  from_command")
                .contains(sha256(token.toUpperCase(Locale.ROOT)) + "  from_line");
        assertThat(told.all(Noticed.class))
                .extracting(Noticed::text)
                .anyMatch(text ->
                        text.startsWith("app is built without an optional secret; the secret 'absent': the file"));
        assertThat(scenario.slipway().run("build").exits(0).image("app").status())
                .contains(ImageStatus.CACHED);
    }

    @Test
    void what_a_step_makes_of_a_value_is_told_in_no_form() throws IOException {
        dockerfile(
                "RUN --mount=type=secret,id=from_command --mount=type=secret,id=from_file \\",
                "    cat /run/secrets/from_command; echo \"[in a line $(cat /run/secrets/from_command)]\" >&2; \\",
                "    cat /run/secrets/from_file; base64 /run/secrets/from_command; base64 -w0 /run/secrets/from_file; echo; \\",
                "    printf 'login:%s' \"$(cat /run/secrets/from_command)\" | base64 -w0; echo; \\",
                "    python3 -c 'import urllib.parse as u; print(u.quote(open(\"/run/secrets/from_command\").read()))'; \\",
                "    python3 -c 'import json; print(json.dumps(open(\"/run/secrets/from_file\").read()))'; \\",
                "    python3 -c 'print(\"x\" * 65530 + open(\"/run/secrets/from_command\").read())'; \\",
                "    sleep 1; echo the end; false");
        Underway underway = scenario.slipway().start("build", "--output", "plain");
        List<String> seen = new ArrayList<>();
        underway.until("the build begins", event -> event.span().endsWith("/build"));
        await("the step is done")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    seen.addAll(LiveEngine.processes(token));
                    return underway.told().exit() >= 0;
                });
        Told told = underway.end();

        told.exits(1).image("app", ImageStatus.FAILED).says("[in a line ***]", "the end");
        String kept = told.out() + told.err() + everythingKept();
        assertThat(kept)
                .doesNotContain(token)
                .doesNotContain(token.substring(0, 10))
                .doesNotContain(key.get(0), key.get(1))
                .doesNotContain(Base64.getEncoder()
                        .encodeToString(token.getBytes(StandardCharsets.UTF_8))
                        .substring(0, 20))
                .doesNotContain(URLEncoder.encode(token, StandardCharsets.UTF_8).substring(0, 20));
        assertThat(seen).as("processes that show it").isEmpty();
    }

    @Test
    void a_command_that_fails_stops_the_image_with_its_errors_and_without_its_output() throws IOException {
        scenario.write(
                "pipeline.yaml",
                Files.readString(scenario.folder().resolve("pipeline.yaml"))
                        .replace("[cat, token.txt]", "\"cat token.txt; echo the vault is sealed >&2; exit 3\""));

        Told told = scenario.slipway().run("build", "--output", "plain");

        told.exits(1).image("app", ImageStatus.FAILED);
        assertThat(told.why("app", 0).category()).isEqualTo("secret-missing");
        told.says("pipeline.yaml:8:7", "the command ended with exit code 3, saying: the vault is sealed");
        assertThat(told.out() + told.err() + everythingKept()).doesNotContain(token);
        assertThat(told.events()).as("nothing was built").noneMatch(event -> event.span()
                .endsWith("/build"));
    }

    @Test
    void a_mount_that_nobody_supplies_is_told_before_the_build() {
        dockerfile("RUN true", "RUN --mount=type=secret,id=other,required=true true");

        Told validated = scenario.slipway().run("validate");
        Told planned = scenario.slipway().run("plan");
        Told built = scenario.slipway().run("build", "--output", "plain");

        String finding = "Dockerfile:3:1: secret-not-supplied: RUN mounts the secret 'other'";
        validated.exits(2);
        assertThat(validated.out()).contains("secret-not-supplied", "RUN mounts the secret 'other'");
        planned.exits(2);
        assertThat(planned.err()).contains("error: ").contains(finding);
        built.exits(1).says("secret-not-supplied", "Dockerfile:3:1");
    }

    @Test
    void the_classic_builder_is_sent_nothing_that_it_cannot_do() {
        Told planned = scenario.slipway().run("plan", "--builder", "classic");
        Told built = scenario.slipway().run("build", "--builder", "classic", "--output", "plain");

        assertThat(planned.err()).contains("Dockerfile:2:1: needs-buildkit: RUN --mount needs BuildKit");
        built.exits(1).image("app", ImageStatus.FAILED);
        assertThat(built.why("app", 0).category()).isEqualTo("needs-buildkit");
        assertThat(built.events()).as("nothing was built").noneMatch(event -> event.span()
                .endsWith("/build"));
    }

    /** All that the program left behind in its home. */
    private String everythingKept() throws IOException {
        StringBuilder kept = new StringBuilder();
        Path home = scenario.folder().resolveSibling("home");
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                kept.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return kept.toString();
    }
}
