package dev.slipway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.OwnedObject;
import dev.slipway.run.RunEvent.StepStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proven stack as its users keep it: raised, asked through the ports that it publishes, taken down with all that it
 * kept. Closing removes what a test that broke off has left standing.
 */
final class KeptStack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String BOUNDARY = "slipway-form";

    private final Scenario scenario;
    private final Slipway slipway;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private String table = "";

    KeptStack(Scenario scenario, Slipway slipway) {
        this.scenario = scenario;
        this.slipway = slipway;
    }

    /** Starts what was proven, building nothing, until all of it is ready. */
    void up() {
        Told up = slipway.run("up", "--no-build", "--output", "plain");
        up.exits(0);
        assertThat(up.all(StepStarted.class)).as("%s", up).isEmpty();
        table = slipway.run("status").exits(0).out();
    }

    /** What the role answers to a GET; an answer of another status than 200 fails. */
    String get(String role, String path) {
        return answer(request(role, path).GET().build());
    }

    /** What the role answers to a file of the pipeline's folder, sent as a form's field. */
    String send(String method, String role, String path, String field, String file) {
        return answer(request(role, path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .method(method, form(field, scenario.folder().resolve(file)))
                .build());
    }

    /** What a command says, run in the role's container; one that ends with anything but 0 fails. */
    String run(String role, String... command) {
        return scenario.engine().exec(container(role), List.of(command));
    }

    /** Takes the stack down, volumes included: afterwards nothing of it is on the engine. */
    void down() {
        slipway.run("down", "--volumes", "--output", "plain").exits(0);
        assertThat(standing()).isEmpty();
        slipway.run("status").exits(1).says("nothing of " + scenario.pipeline() + " stands");
    }

    @Override
    public void close() {
        client.close();
        scenario.engine().remove(standing());
    }

    private List<OwnedObject> standing() {
        return scenario.engine().standing(scenario.pipeline());
    }

    private String container(String role) {
        return standing().stream()
                .filter(object -> object.kind() == OwnedObject.Kind.CONTAINER)
                .filter(object -> role.equals(object.labels().get("dev.slipway.stack.role")))
                .map(OwnedObject::id)
                .findFirst()
                .orElseThrow(() -> new AssertionError(role + " does not stand:\n" + table));
    }

    private HttpRequest.Builder request(String role, String path) {
        Matcher row = Pattern.compile("(?m)^.*\\b" + Pattern.quote(role) + "\\b.*(http://127\\.0\\.0\\.1:\\d+)")
                .matcher(table);
        assertThat(row.find()).as("where %s is reached:%n%s", role, table).isTrue();
        return HttpRequest.newBuilder(URI.create(row.group(1) + path)).timeout(PATIENCE);
    }

    private String answer(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%s: %s", request, answer.body()).isEqualTo(200);
            return answer.body();
        } catch (IOException broken) {
            throw new UncheckedIOException(request.toString(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + request, stopped);
        }
    }

    private static BodyPublisher form(String field, Path file) {
        try {
            String head =
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                            .formatted(BOUNDARY, field, file.getFileName(), Files.probeContentType(file));
            String tail = "\r\n--" + BOUNDARY + "--\r\n";
            return BodyPublishers.concat(
                    BodyPublishers.ofString(head), BodyPublishers.ofFile(file), BodyPublishers.ofString(tail));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
