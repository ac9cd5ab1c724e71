package dev.slipway.probe;

import dev.slipway.engine.ContainerState;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.Check;
import dev.slipway.model.HttpCall;
import dev.slipway.probe.Patience.Sight;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP request from outside the container, to the port that the engine has published: no proxy, no redirect
 * followed. Repeated until the expected answer comes, the container ends or the time is over.
 */
final class HttpQuestion {
    static {
        VirtualHosts.allow();
    }

    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);
    /** A try that begins in time is given a chance to end. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private final Asking asking;
    private final Check.Http check;
    private final Path folder;
    private final HttpExpectation expectation;

    HttpQuestion(Asking asking, Check.Http check, Path folder) {
        this.asking = asking;
        this.check = check;
        this.folder = folder;
        this.expectation = new HttpExpectation(check.answer());
    }

    ProbeResult ask(Running running) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(LEAST_PATIENCE)
                .build();
        try (Deadline deadline = new Deadline(asking.stop(), check.within())) {
            return Patience.ask(
                    check.title(),
                    check.within(),
                    asking.stop(),
                    () -> look(client, running, deadline),
                    running::lastLines);
        } finally {
            // Not close(), which would wait for a server that never ends its answer.
            client.shutdownNow();
        }
    }

    private Sight look(HttpClient client, Running running, Deadline deadline) {
        ContainerState state = running.state();
        if (!state.running()) {
            return running.ended(state);
        }
        int port = check.call().port();
        String published = state.ports().get(port);
        if (published == null) {
            // Between its start and its end a container has ports only for a moment.
            ContainerState again = running.state();
            if (!again.running()) {
                return running.ended(again);
            }
            throw new IllegalStateException("port %d of %s was asked, but only %s are published"
                    .formatted(port, running.alias(), again.ports().keySet()));
        }
        try {
            URI uri = URI.create("http://%s%s"
                    .formatted(
                            Address.reach(published, asking.engine().info().endpoint()),
                            check.call().path()));
            Sight sight = send(client, request(uri), patience(deadline));
            if (!sight.conclusive()) {
                ContainerState after = running.state();
                return after.running() ? sight : running.ended(after);
            }
            return sight;
        } catch (FileNotFoundException missing) {
            return new Sight.Pointless(
                    "there is no file to upload at " + Wording.excerpt(String.valueOf(missing.getMessage())),
                    null,
                    false);
        } catch (IllegalArgumentException nonsense) {
            return new Sight.Pointless(
                    "the request cannot be made: " + Wording.excerpt(String.valueOf(nonsense.getMessage())),
                    null,
                    false);
        }
    }

    /** What may be asked twice is not waited for to the last: a server in start-up may swallow the first request. */
    private Duration patience(Deadline deadline) {
        boolean repeatable =
                check.call().method().equals("GET") || check.call().method().equals("HEAD");
        Duration usual = repeatable ? longer(check.within().dividedBy(2), LEAST_PATIENCE) : check.within();
        Duration left = longer(deadline.left(), LAST_PATIENCE);
        return usual.compareTo(left) < 0 ? usual : left;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private HttpRequest request(URI uri) throws FileNotFoundException {
        HttpCall call = check.call();
        RequestBody body = RequestBody.of(call, folder);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(call.method(), body.content());
        body.type().ifPresent(type -> request.setHeader("Content-Type", type));
        request.setHeader("User-Agent", "slipway");
        call.headers().forEach(request::setHeader);
        return request.build();
    }

    private Sight send(HttpClient client, HttpRequest request, Duration patience) {
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new BoundedBody());
        StopSignal.Registration cancelling = asking.stop().onRaise(why -> answer.cancel(true));
        try {
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return judge(response, Duration.ofNanos(System.nanoTime() - start));
        } catch (TimeoutException late) {
            answer.cancel(true);
            return new Sight.NotYet("answer none in " + Wording.time(patience));
        } catch (CancellationException cancelled) {
            Stops.throwIfRaised(asking.stop(), check.title());
            throw cancelled;
        } catch (ExecutionException failure) {
            Stops.throwIfRaised(asking.stop(), check.title());
            return new Sight.NotYet(words(failure));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new EngineException(EngineException.Kind.STOPPED, check.title(), "interrupted", interrupted);
        } finally {
            cancelling.close();
        }
    }

    private Sight judge(HttpResponse<byte[]> response, Duration took) {
        HttpExpectation.Answer answer = new HttpExpectation.Answer(
                response.statusCode(),
                new String(response.body(), charset(response)),
                response.headers().firstValue("Location").orElse(""),
                took);
        Optional<String> complaint = expectation.complaint(answer);
        return complaint.isPresent()
                ? new Sight.NotYet(complaint.get())
                : new Sight.Expected(
                        "answer %d in %s".formatted(answer.status(), Wording.time(took)),
                        Map.of("http.latencyMs", Long.toString(took.toMillis())));
    }

    private static String words(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return switch (cause) {
            case ConnectException refused -> "error connection refused";
            case IOException broken ->
                "error connection broken off before an answer: " + Wording.excerpt(String.valueOf(broken.getMessage()));
            default -> throw new IllegalStateException("asking over HTTP failed in an unknown way", cause);
        };
    }

    private static Charset charset(HttpResponse<?> response) {
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        int at = type.indexOf("charset=");
        if (at >= 0) {
            try {
                return Charset.forName(
                        type.substring(at + 8).split("[;,\\s]", 2)[0].replace("\"", ""));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
                return StandardCharsets.UTF_8;
            }
        }
        return StandardCharsets.UTF_8;
    }
}
