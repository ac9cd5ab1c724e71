package dev.slipway.probe;

import dev.slipway.model.HttpCall;
import java.io.FileNotFoundException;
import java.net.URLConnection;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What a request carries. Files are streamed each time the request is sent. */
record RequestBody(BodyPublisher content, Optional<String> type) {
    /** @throws FileNotFoundException when a file to upload is not there */
    static RequestBody of(HttpCall call, Path folder) throws FileNotFoundException {
        if (call.body().isEmpty()) {
            return new RequestBody(BodyPublishers.noBody(), Optional.empty());
        }
        return switch (call.body().get()) {
            case HttpCall.Body.Json(String text) ->
                new RequestBody(BodyPublishers.ofString(text), Optional.of("application/json"));
            case HttpCall.Body.Multipart(Map<String, String> fields) -> multipart(fields, folder);
        };
    }

    private static RequestBody multipart(Map<String, String> fields, Path folder) throws FileNotFoundException {
        String boundary = "slipway-" + UUID.randomUUID();
        List<BodyPublisher> parts = new ArrayList<>();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            String head =
                    "--%s\r\nContent-Disposition: form-data; name=\"%s\"".formatted(boundary, escaped(field.getKey()));
            String value = field.getValue();
            if (value.startsWith("@")) {
                Path file = folder.resolve(value.substring(1));
                String name = file.getFileName().toString();
                parts.add(BodyPublishers.ofString("%s; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
                        .formatted(
                                head,
                                escaped(name),
                                Objects.requireNonNullElse(
                                        URLConnection.guessContentTypeFromName(name), "application/octet-stream"))));
                parts.add(BodyPublishers.ofFile(file));
                parts.add(BodyPublishers.ofString("\r\n"));
            } else {
                parts.add(BodyPublishers.ofString(head + "\r\n\r\n" + value + "\r\n"));
            }
        }
        parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n"));
        return new RequestBody(
                BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)),
                Optional.of("multipart/form-data; boundary=" + boundary));
    }

    /** As browsers write names in a form's parts. */
    private static String escaped(String name) {
        return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
    }
}
