package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Somebody works on a program: what he saves is served, what he breaks is told, and nothing is left when he goes. */
@Tag("any-builder")
final class DevIT {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

    @RegisterExtension
    private final Scenario scenario = new Scenario("worked-on");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private Underway working() {
        Underway underway = scenario.slipway().start("dev", "--output", "plain");
        says(underway, "✓ ready after");
        return underway;
    }

    private static void says(Underway underway, String text) {
        await(text).atMost(LONGEST).until(() -> underway.told().out().contains(text));
    }

    private static String url(Underway underway) {
        Matcher url = URL.matcher(underway.told().out());
        assertThat(url.find()).as("%s", underway.told()).isTrue();
        return url.group();
    }

    private void serves(String url, String text) {
        await("the page has " + text).atMost(LONGEST).until(() -> page(url).contains(text));
    }

    private String page(String url) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException notYet) {
            return "";
        }
    }

    private String source() {
        try {
            return Files.readString(scenario.folder().resolve("web/app/main.py"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void what_is_saved_is_served_and_what_is_broken_is_told_and_cured() {
        Underway work = working();
        String url = url(work);
        serves(url, "hello, version one");

        String whole = source();
        scenario.write("web/app/main.py", whole.replace("\"one\"", "\"two\""));
        serves(url, "version two");
        says(work, "web/app/main.py changed → restarted in");

        scenario.write("web/app/main.py", whole + "this is no python\n");
        says(work, "✗ web is down: ");
        assertThat(work.told().out()).contains("SyntaxError", "the next change starts it again");
        scenario.write("web/app/main.py", whole.replace("\"one\"", "\"three\""));
        serves(url, "version three");

        scenario.write("web/requirements.txt", "no-such-package\n");
        says(work, "✗ web was not built: ");
        assertThat(work.told().out()).contains("what ran before runs on");
        serves(url, "version three");
        scenario.write("web/requirements.txt", "# cured\n");
        says(work, "web/requirements.txt changed → built again and restarted in");
        serves(url, "version three");

        work.signal("INT");
        Told told = work.end(Duration.ofSeconds(60));
        told.exits(0).says("nothing is left");
        scenario.nothingIsLeft();
        assertThat(scenario.tagged("web")).as("nothing is promoted").isEmpty();
    }

    @Test
    void a_second_one_is_refused_and_what_a_kill_leaves_is_swept_by_the_next_start() {
        Underway killed = working();
        Told second = scenario.slipway().run("dev", "--output", "plain");
        second.exits(1);
        assertThat(second.err()).contains("already");

        killed.signal("KILL");
        killed.end(Duration.ofSeconds(30)).exits(137);
        List<String> dead = scenario.runs();
        assertThat(scenario.engine().ofRuns(dead)).isNotEmpty();

        scenario.slipway().run("build", "--output", "plain").exits(0);
        assertThat(scenario.engine().ofRuns(dead)).isEmpty();
    }

    /** A file, not a folder: it is another one after each save. */
    @Test
    void a_file_that_is_mounted_alone_is_seen_again_although_editors_replace_it() throws IOException {
        String text = Files.readString(scenario.folder().resolve("pipeline.yaml"));
        scenario.write("pipeline.yaml", text.replace("web/app: /srv/app", "web/app/main.py: /srv/app/main.py"));
        Underway work = working();
        String url = url(work);
        Path file = scenario.folder().resolve("web/app/main.py");
        Path beside = Files.writeString(file.resolveSibling("main.py.new"), source().replace("\"one\"", "\"two\""));
        Files.move(beside, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        serves(url, "version two");
        work.signal("INT");
        work.end(Duration.ofSeconds(60)).exits(0);
    }
}
