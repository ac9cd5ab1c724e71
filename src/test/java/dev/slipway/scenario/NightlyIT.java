package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.run.RunEvent.StepStarted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What changes over night is told once, to whom the file says, and by whoever is left to tell it. */
final class NightlyIT {
    private static final Pattern KIND = Pattern.compile("\"kind\":\"([a-z-]+)\"");
    private static final String MADE = "echo made >/made\n";
    private static final String BROKEN = "echo 'gcc: command not found' >&2; exit 127\n";

    @RegisterExtension
    private final Scenario scenario = new Scenario("nights");

    private void full(String script) throws IOException {
        Files.writeString(scenario.folder().resolve("worker/full.sh"), script);
    }

    private void minimal(String script) throws IOException {
        Files.writeString(scenario.folder().resolve("worker/minimal.sh"), script);
    }

    /** The kinds of all notices so far. */
    private List<String> told() throws IOException {
        Path notices = scenario.folder().resolve("notices.jsonl");
        return Files.exists(notices)
                ? KIND.matcher(Files.readString(notices))
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .toList()
                : List.of();
    }

    private static Told night(Slipway slipway) {
        return slipway.run("nightly", "--output", "plain");
    }

    @Test
    void notices_are_the_transitions_and_nothing_else() throws IOException {
        Slipway slipway = scenario.slipway();
        night(slipway).exits(0).says("night 1 of " + scenario.pipeline(), "first night");
        night(slipway).exits(0).says("everything is as good as it was");
        assertThat(told()).isEmpty();

        full(BROKEN);
        night(slipway).exits(0).says("worker is degraded to 'minimal'");
        night(slipway).exits(0).says("still degraded", "worker, 1 night by 'minimal'");
        assertThat(told()).containsExactly("degraded");

        minimal(BROKEN);
        night(slipway).exits(1).says("new-failure", "worker fails");
        night(slipway).exits(1).says("still failing", "worker, day 1");
        assertThat(told()).containsExactly("degraded", "new-failure");

        full(MADE);
        night(slipway).exits(0).says("recovered", "spare-broken");
        assertThat(told()).containsExactly("degraded", "new-failure", "recovered", "spare-broken");
        slipway.run("nightly", "status").exits(0);
    }

    @Test
    void a_night_that_is_killed_is_told_by_the_next_one_and_a_second_one_leaves() throws IOException {
        Slipway slipway = scenario.slipway();
        night(slipway).exits(0);
        full("sleep 120\n");
        Underway killed = slipway.start("nightly", "--output", "plain");
        killed.until("its build runs", event -> event instanceof StepStarted);

        assertThat(night(slipway).exits(1).err())
                .contains("is at work already (process ", "Maybe wait for it, with --wait.");
        killed.signal("KILL");
        killed.end();
        full(MADE);

        night(slipway).exits(0).says("cut-off", "the night was cut off");
        assertThat(told()).containsExactly("cut-off");
    }

    @Test
    void the_watchman_hears_of_each_whole_night_and_nobody_of_his_address() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        HttpServer watchman = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        watchman.createContext("/", exchange -> {
            heard.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(heard.size() == 1 ? 200 : 404, -1);
            exchange.close();
        });
        watchman.start();
        try {
            String host = "127.0.0.1:" + watchman.getAddress().getPort();
            scenario.env("WATCHMAN", "http://" + host + "/T0KEN-of-mine");
            Slipway slipway = scenario.slipway();

            Told good = night(slipway).exits(0);
            Told refused = night(slipway).exits(0);

            assertThat(heard).containsExactly("/T0KEN-of-mine", "/T0KEN-of-mine");
            assertThat(good.err()).doesNotContain("watchman");
            assertThat(refused.err())
                    .contains("telling the watchman that the night was whole: " + host + " answered 404");
            assertThat(good.out() + good.err() + refused.out() + refused.err()).doesNotContain("T0KEN");
            assertThat(Leavings.files(scenario.place()))
                    .allSatisfy(file -> assertThat(Leavings.text(file)).doesNotContain("T0KEN"));
        } finally {
            watchman.stop(0);
        }
    }

    @Test
    void an_interrupted_night_is_none() throws IOException {
        Slipway slipway = scenario.slipway();
        night(slipway).exits(0);
        full("sleep 120\n");
        Underway interrupted = slipway.start("nightly", "--output", "plain");
        interrupted.until("its build runs", event -> event instanceof StepStarted);
        interrupted.signal("TERM");
        interrupted.end().exits(130);
        full(MADE);

        night(slipway).exits(0).says("night 2 of " + scenario.pipeline(), "everything is as good as it was");
        assertThat(told()).isEmpty();
    }
}
