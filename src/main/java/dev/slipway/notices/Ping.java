package dev.slipway.notices;

import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.AccessSpec;
import dev.slipway.model.NoticeTarget.Address;
import dev.slipway.secrets.Grant;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One GET for which the asking alone counts: its answer's body is not read, and it is over after {@code limit}. It goes the
 * way that notices go, by the proxies and with the authorities of {@code environment}.
 *
 * @param address a secret is had when it is asked, and hidden by the mask of {@code secrets} from then on; a written one into which the
 *     environment put something is hidden at once. Words of it stay open there, as they stand in other texts too
 */
public record Ping(Address address, Secrets secrets, Map<String, String> environment, Duration limit) {
    private static final String ID = "heartbeat";
    private static final int GOOD_FROM = 200;
    private static final int GOOD_BELOW = 400;

    public Ping {
        environment = Map.copyOf(environment);
        Post.hide(address, secrets.mask());
    }

    /**
     * What went wrong, if anything. It names the host and the port; the rest of the address is often the secret. Nothing is
     * wrong when the address is a secret that is not required, and there is none.
     */
    public Optional<String> send(StopSignal stop) {
        return switch (address) {
            case Address.Written written -> sent(written.url(), "its address is not a web address", stop);
            case Address.Kept kept ->
                switch (secrets.of(new AccessSpec(Map.of(ID, kept.source()), Map.of()), stop)) {
                    case Grant.Cancelled cancelled -> Optional.of("asking for its address was stopped");
                    case Grant.Refused refused ->
                        Optional.of(refused.lacks().stream()
                                .map(Grant.Lack::sentence)
                                .collect(Collectors.joining("; ")));
                    case Grant.Given given -> sentTo(given.access().secrets().get(ID), stop);
                };
        };
    }

    private Optional<String> sentTo(@Nullable SecretValue value, StopSignal stop) {
        if (value == null) {
            return Optional.empty();
        }
        String url = new String(value.bytes(), StandardCharsets.UTF_8).strip();
        if (Post.address(url).isPresent()) {
            Post.hide(url, secrets.mask());
        }
        return sent(url, "what the secret '" + ID + "' holds is not a web address", stop);
    }

    private Optional<String> sent(String url, String noAddress, StopSignal stop) {
        Optional<URI> uri = Post.address(url);
        if (uri.isEmpty()) {
            return Optional.of(noAddress);
        }
        String host = Recipient.authority(url);
        Answer answer = new Conversation(environment, limit, limit, host)
                .hold(HttpClient.Redirect.NORMAL, stop, client -> asked(client, uri.get(), host))
                .worded(new Wording(Post.aside(url, List.of())));
        return switch (answer) {
            case Answer.Taken taken -> Optional.empty();
            case Answer.Nobody nobody -> Optional.empty();
            case Answer.Later later -> Optional.of(later.why());
            case Answer.Silent silent -> Optional.of(silent.why());
            case Answer.Refused refused -> Optional.of(refused.why());
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
