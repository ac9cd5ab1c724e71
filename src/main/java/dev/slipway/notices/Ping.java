package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import dev.slipway.secrets.Mask;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One GET for which the asking alone counts: its answer's body is not read, and it is over after {@code limit}. It goes the
 * way that notices go, by the proxies and with the authorities of {@code environment}.
 */
public record Ping(Map<String, String> environment, Duration limit) {
    private static final int GOOD_FROM = 200;
    private static final int GOOD_BELOW = 400;

    public Ping {
        environment = Map.copyOf(environment);
    }

    /** What went wrong, if anything. It names the host and the port; the rest of the address is often the secret. */
    public Optional<String> send(String url, StopSignal stop) {
        Optional<URI> address = Post.address(url);
        if (address.isEmpty()) {
            return Optional.of("its address is not a web address");
        }
        Mask mask = new Mask();
        Post.hide(url, mask);
        Wording wording = new Wording(mask);
        String host = Recipient.authority(url);
        Answer answer = new Conversation(environment, limit, limit, host)
                .hold(HttpClient.Redirect.NORMAL, stop, client -> asked(client, address.get(), host));
        return switch (answer) {
            case Answer.Taken taken -> Optional.empty();
            case Answer.Nobody nobody -> Optional.empty();
            case Answer.Later later -> Optional.of(wording.of(later.why()));
            case Answer.Silent silent -> Optional.of(wording.of(silent.why()));
            case Answer.Refused refused -> Optional.of(wording.of(refused.why()));
        };
    }

    private static Answer asked(HttpClient client, URI address, String host) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(address).GET().build(), BodyHandlers.ofInputStream());
        response.body().close();
        int status = response.statusCode();
        return status >= GOOD_FROM && status < GOOD_BELOW
                ? new Answer.Taken("")
                : new Answer.Refused(host + " answered " + status);
    }
}
