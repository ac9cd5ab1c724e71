package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.engine.OwnedObject;
import dev.slipway.run.ImageStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stack is raised, looked at, changed, survives builds beside it, and is taken down again, whatever happened to it. */
@Tag("any-builder")
final class UpIT {
    private static final Pattern API = Pattern.compile("api .*(http://127\\.0\\.0\\.1:\\d+)");

    @RegisterExtension
    private final Scenario scenario = new Scenario("standing", "redis:7");

    @AfterEach
    void leaveNothing() {
        scenario.engine().remove(standing());
    }

    @Test
    void a_stack_is_raised_changed_role_by_role_and_outlives_the_builds_beside_it() throws Exception {
        Slipway slipway = scenario.slipway();

        Told up = slipway.run("up", "--output", "plain");

        up.exits(0).image("api", ImageStatus.BUILT).image("worker", ImageStatus.BUILT);
        assertThat(get(up)).isEqualTo("standing, hello from up");
        Map<String, String> first = containers();
        assertThat(first).containsOnlyKeys("redis", "api", "worker");
        assertThat(slipway.run("logs").exits(0).out())
                .contains("api    │ api begins", "worker │ worker begins")
                .contains("redis  │ ");
        slipway.run("status").exits(0);

        slipway.run("up", "--output", "plain").exits(0);
        assertThat(containers()).as("nothing has changed").isEqualTo(first);

        Told changed = slipway.run("up", "--output", "plain", "--no-build", "--set", "GREETING=good morning");
        changed.exits(0);
        assertThat(get(changed)).isEqualTo("standing, good morning from up");
        Map<String, String> second = containers();
        assertThat(second.get("api")).isNotEqualTo(first.get("api"));
        assertThat(second.get("redis")).isEqualTo(first.get("redis"));
        assertThat(second.get("worker")).isEqualTo(first.get("worker"));

        scenario.write("worker/worker.py", "print('another worker')\n");
        scenario.slipway("another-home").run("build").exits(0);
        assertThat(containers()).as("a later build sweeps nothing that stands").isEqualTo(second);

        Slipway stranger = scenario.slipway("another-home").from(scenario.folder());
        assertThat(stranger.run("up", "--output", "plain").exits(1).err())
                .contains("is another project's, raised from ");
        assertThat(stranger.run("down").exits(1).err()).contains("down --take-over");
        assertThat(stranger.run("status").exits(0).err()).contains("is another project's, raised from ");
        assertThat(containers()).as("a stranger changes nothing").isEqualTo(second);

        scenario.write("pipeline.yaml", "slipway: 1\nname: standing-${RUN}\nnonsense: true\n");
        slipway.run("down", "--output", "plain").exits(0);
        assertThat(standing()).isEmpty();
        assertThat(slipway.run("down").exits(0).out()).contains("nothing of");
    }

    @Test
    void what_a_killed_up_had_begun_is_found_and_taken_down() {
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0);

        Underway up = slipway.start("up", "--output", "plain");
        await("the first containers").atMost(Duration.ofMinutes(3)).until(() -> standing().stream()
                .anyMatch(object -> object.kind() == OwnedObject.Kind.CONTAINER));
        up.signal("KILL");
        up.end();

        assertThat(standing()).isNotEmpty();
        scenario.slipway("another-home").run("down", "--output", "plain").exits(0);
        assertThat(standing()).isEmpty();
    }

    @Test
    void what_does_not_get_ready_is_told_and_stays_to_be_looked_at() {
        scenario.write("worker/worker.py", "raise SystemExit('not today')\n");
        Slipway slipway = scenario.slipway();
        slipway.run("build").exits(0);

        Told failed = slipway.run("up", "worker", "--output", "plain");
        failed.exits(1);
        assertThat(failed.out()).contains("worker failed", "not today", "What was started stays");
        assertThat(containers()).containsKeys("redis", "worker");
        assertThat(slipway.run("status").exits(1).out()).contains("worker");

        slipway.run("up", "worker", "--output", "plain", "--down-on-failure").exits(1);
        assertThat(standing()).isEmpty();
    }

    @Test
    void a_port_that_is_taken_is_told_before_anything_is_started() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            scenario.write(
                    "pipeline.yaml",
                    """
                    slipway: 1
                    name: standing-${RUN}
                    images:
                      api:
                        container: {ports: ["%d:8000"]}
                        checks: [{http: {port: 8000, path: /, contains: "standing", within: 60s}}]
                    services:
                      redis: {image: "redis:7"}
                    """
                            .formatted(taken.getLocalPort()));
            Slipway slipway = scenario.slipway();

            Told told = slipway.run("up", "--output", "plain");

            told.exits(1);
            assertThat(told.err())
                    .contains("'api' wants port " + taken.getLocalPort())
                    .contains("held by process " + ProcessHandle.current().pid())
                    .contains("Nothing was started or changed.");
            assertThat(standing()).isEmpty();
        }
    }

    private List<OwnedObject> standing() {
        return scenario.engine().standing(scenario.pipeline());
    }

    /** Container ids by role. */
    private Map<String, String> containers() {
        Map<String, String> containers = new TreeMap<>();
        for (OwnedObject object : standing()) {
            if (object.kind() == OwnedObject.Kind.CONTAINER) {
                containers.put(object.labels().getOrDefault("dev.slipway.stack.role", "?"), object.id());
            }
        }
        return containers;
    }

    private static String get(Told told) throws IOException, InterruptedException {
        Matcher url = API.matcher(told.out());
        assertThat(url.find()).as("the table tells where the api is: %s", told).isTrue();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(url.group(1))).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
