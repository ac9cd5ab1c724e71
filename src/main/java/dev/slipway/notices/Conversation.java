package dev.slipway.notices;

import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * What is said to a web server and back: by the proxies and with the authorities of {@code environment}, and over after
 * {@code whole}, whatever the other side does. {@code host} is what the server is called where it is told of.
 */
record Conversation(Map<String, String> environment, Duration connect, Duration whole, String host) {
    /** What is said. */
    interface Words {
        Answer by(HttpClient client) throws IOException, InterruptedException;
    }

    Answer hold(HttpClient.Redirect redirects, StopSignal stop, Words words) {
        SSLContext trust;
        try {
            trust = Trust.context(environment);
        } catch (IOException unusable) {
            return new Answer.Refused(String.valueOf(unusable.getMessage()));
        }
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .followRedirects(redirects)
                .proxy(new ProxyByEnvironment(environment))
                .sslContext(trust)
                .build();
        try {
            return Bounded.within(whole, stop, "slipway-web", () -> words.by(client));
        } catch (TimeoutException over) {
            return silent();
        } catch (CancellationException stopped) {
            return new Answer.Silent("the conversation with " + host + " was stopped");
        } catch (ExecutionException failure) {
            return failed(failure.getCause() == null ? failure : failure.getCause());
        } finally {
            client.shutdownNow();
        }
    }

    private Answer failed(Throwable failure) {
        String certificate = Trust.complaint(failure, host);
        if (certificate != null) {
            return new Answer.Refused(certificate);
        }
        return switch (failure) {
            case HttpConnectTimeoutException slow ->
                new Answer.Silent("no connection to " + host + " within " + connect.toSeconds() + " s");
            case HttpTimeoutException slow -> silent();
            case ConnectException unknown
            when unknown.getCause() instanceof UnresolvedAddressException ->
                new Answer.Later("the name " + host + " is not known here", null);
            case ConnectException nobody -> new Answer.Later("nobody answers at " + host, null);
            case IOException broken ->
                new Answer.Later("the conversation with " + host + " broke off: " + broken.getMessage(), null);
            default -> new Answer.Refused("the address of " + host + " cannot be used: " + failure.getMessage());
        };
    }

    private Answer silent() {
        return new Answer.Silent("no answer from " + host + " within " + whole.toSeconds() + " s");
    }
}
