package dev.slipway.notices;

import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.NoticeTarget.Form;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One POST. Redirects are followed on the same host only, and only those that ask for the same POST again. */
record WebhookSender(Map<String, String> environment, Limits limits, String version) {
    private static final int MOST_BODY = 4_096;
    private static final int MOST_SHOWN = 200;
    private static final int MOST_REDIRECTS = 3;

    Answer send(URI address, Form form, @Nullable SecretValue key, Notice notice, StopSignal stop) {
        byte[] body = NoticeJson.text(
                        switch (form) {
                            case JSON -> NoticeJson.of(notice, version);
                            case SLACK -> SlackForm.of(notice);
                        })
                .getBytes(StandardCharsets.UTF_8);
        return new Conversation(environment, limits.connect(), limits.whole(), Recipient.authority(address.toString()))
                .hold(HttpClient.Redirect.NEVER, stop, client -> post(client, address, key, notice, body));
    }

    private Answer post(HttpClient client, URI first, @Nullable SecretValue key, Notice notice, byte[] body)
            throws IOException, InterruptedException {
        URI address = first;
        for (int redirects = 0; ; redirects++) {
            HttpResponse<InputStream> response =
                    client.send(request(address, key, notice, body), BodyHandlers.ofInputStream());
            String said;
            try (InputStream text = response.body()) {
                said = new String(text.readNBytes(MOST_BODY), StandardCharsets.UTF_8);
            }
            URI next = again(address, response);
            if (next == null || redirects == MOST_REDIRECTS) {
                return answer(Recipient.authority(first.toString()), response, said);
            }
            address = next;
        }
    }

    private HttpRequest request(URI address, @Nullable SecretValue key, Notice notice, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(limits.whole())
                .header("Content-Type", "application/json; charset=utf-8")
                .header("User-Agent", "slipway/" + version)
                .header("Idempotency-Key", Digest.of(notice.pipeline() + "\0" + notice.key()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (key != null) {
            request.header("X-Slipway-Signature", "sha256=" + Digest.signature(key.bytes(), body));
        }
        return request.build();
    }

    private static @Nullable URI again(URI address, HttpResponse<?> response) {
        if (response.statusCode() != 307 && response.statusCode() != 308) {
            return null;
        }
        try {
            URI next = address.resolve(response.headers().firstValue("Location").orElse(""));
            boolean same = String.valueOf(address.getScheme()).equals(next.getScheme())
                    && String.valueOf(address.getAuthority()).equals(next.getAuthority());
            return same ? next : null;
        } catch (IllegalArgumentException noAddress) {
            return null;
        }
    }

    private static Answer answer(String host, HttpResponse<?> response, String body) {
        int status = response.statusCode();
        String said = body.isBlank() ? "" : ", saying: " + Plain.line(body, MOST_SHOWN);
        String why = host + " answered " + status + said;
        if (status / 100 == 2) {
            return new Answer.Taken("");
        }
        if (status == 408 || status == 429 || status / 100 == 5) {
            return new Answer.Later(
                    why, retryAfter(response.headers().firstValue("Retry-After").orElse("")));
        }
        if (status / 100 == 3) {
            String to = response.headers()
                    .firstValue("Location")
                    .map(WebhookSender::hostOf)
                    .orElse("nowhere");
            return new Answer.Refused(host + " answered " + status + " and points to " + to
                    + "; a notice is sent to no other address than the one in the file."
                    + " Maybe the address there is an old one.");
        }
        return new Answer.Refused(why);
    }

    /** The rest of an address may be a secret. */
    private static String hostOf(String location) {
        try {
            return URI.create(location).isAbsolute() ? Recipient.authority(location) : "another place on itself";
        } catch (IllegalArgumentException noAddress) {
            return "what is no address";
        }
    }

    /** Seconds, or a date (RFC 9110, 10.2.3); null for neither. */
    private static @Nullable Duration retryAfter(String value) {
        try {
            if (value.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            Duration until = value.isEmpty()
                    ? Duration.ZERO
                    : Duration.between(Instant.now(), ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME));
            return until.isNegative() || until.isZero() ? null : until;
        } catch (DateTimeException neither) {
            return null;
        }
    }
}
