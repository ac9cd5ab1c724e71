package dev.slipway.report.trace;

import dev.slipway.report.PlainText;
import dev.slipway.report.RunReport;
import dev.slipway.run.Provenance;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a run that has ended as one trace, by OTLP over HTTP in JSON, where the environment names an endpoint. Takes five
 * seconds at most; what goes wrong is told and has no other consequence.
 *
 * <p>The protocol is written here, without OpenTelemetry's SDK: all spans are known when the first one is sent, so that there
 * is nothing to sample, batch or hand from thread to thread, and the JDK's own client sends them.
 */
public final class TraceExport {
    private TraceExport() {}

    /** Whether the environment asks for traces. */
    public static boolean wanted(Map<String, String> environment) {
        return Otlp.wanted(environment);
    }

    /** What went wrong, in one sentence; empty when all is well. */
    public static Optional<String> send(RunReport report, Map<String, String> environment) {
        Otlp otlp;
        try {
            otlp = Otlp.of(environment);
        } catch (IllegalArgumentException senseless) {
            return Optional.of("sending the trace: " + senseless.getMessage());
        }
        List<Span> spans = Spans.of(report);
        if (spans.isEmpty() || !otlp.sampled()) {
            return Optional.empty();
        }
        String version = report.story()
                .start()
                .flatMap(start -> Optional.ofNullable(start.provenance()))
                .map(Provenance::slipway)
                .orElse("");
        return post(otlp, new OtlpJson(report.run(), otlp).of(spans, version))
                .map(trouble -> "sending the trace to " + otlp.endpoint().getScheme() + "://"
                        + otlp.endpoint().getAuthority().replaceFirst("^.*@", "")
                        + otlp.endpoint().getPath() + ": " + trouble);
    }

    private static Optional<String> post(Otlp otlp, byte[] body) {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(otlp.timeout()).build();
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(otlp.endpoint())
                    .timeout(otlp.timeout())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body));
            for (var header : otlp.headers().entrySet()) {
                try {
                    request.header(header.getKey(), header.getValue());
                } catch (IllegalArgumentException invalid) {
                    // Its message repeats the value, which often is a credential.
                    return Optional.of("the header '" + PlainText.line(header.getKey()) + "' cannot be sent");
                }
            }
            CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request.build(), BodyHandlers.discarding());
            // The request's own limit ends with the head of the answer; its body may take for ever.
            int status =
                    answer.get(otlp.timeout().toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return status / 100 == 2 ? Optional.empty() : Optional.of("it answered " + status);
        } catch (IllegalArgumentException address) {
            return Optional.of("nothing can be sent to such an address");
        } catch (TimeoutException late) {
            return Optional.of("no answer within " + otlp.timeout().toMillis() + " ms");
        } catch (ExecutionException broken) {
            return Optional.of(words(broken.getCause()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            client.shutdownNow();
        }
    }

    private static String words(@Nullable Throwable cause) {
        if (cause instanceof IOException && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return cause instanceof ConnectException ? "nobody answers there" : String.valueOf(cause);
    }
}
