package dev.slipway.engine.docker.wire;

import com.github.dockerjava.transport.NamedPipeSocket;
import com.github.dockerjava.transport.UnixSocket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Opens fresh connections to one endpoint: {@code unix://}, {@code npipe://}, {@code tcp://}, the last with TLS when
 * there is a context for it. Streams get a connection each, so that they can never use up what short calls need.
 */
public final class Dialer {
    private static final int TCP_PORT = 2375;

    private final URI endpoint;
    private final @Nullable SSLContext tls;
    private final Duration limit;
    private final Watchdog watchdog;

    public Dialer(URI endpoint, @Nullable SSLContext tls, Duration limit, Watchdog watchdog) {
        this.endpoint = endpoint;
        this.tls = tls;
        this.limit = limit;
        this.watchdog = watchdog;
    }

    /**
     * Connects within the limit.
     *
     * @throws IOException when nobody listens there
     */
    public Connection dial() throws IOException {
        return dial(Language.HTTP_1);
    }

    /** What is to be spoken, where that is agreed on together with TLS. */
    enum Language {
        /** Nothing is proposed: an engine that is offered more may choose it. */
        HTTP_1,
        HTTP_2
    }

    Connection dial(Language language) throws IOException {
        try {
            return watchdog.call("connecting to " + endpoint, limit, () -> connect(language));
        } catch (IOException | RuntimeException passedOn) {
            throw passedOn;
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Connection connect(Language language) throws IOException {
        return switch (endpoint.getScheme()) {
            case "unix" -> plain(UnixSocket.get(endpoint.getPath()));
            case "npipe" -> {
                Socket pipe = new NamedPipeSocket(endpoint.getPath());
                pipe.connect(new InetSocketAddress(0), millis());
                yield plain(pipe);
            }
            case "tcp" -> tcp(language);
            case String other -> throw new IOException("no way to reach '" + other + "://'");
        };
    }

    private static Connection plain(Socket socket) throws IOException {
        return new Connection(socket, socket.getInputStream(), socket.getOutputStream());
    }

    private Connection tcp(Language language) throws IOException {
        Socket socket = new Socket();
        try {
            int port = endpoint.getPort() < 0 ? TCP_PORT : endpoint.getPort();
            socket.connect(new InetSocketAddress(endpoint.getHost(), port), millis());
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            if (tls == null) {
                return plain(socket);
            }
            SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, endpoint.getHost(), port, true);
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            if (language == Language.HTTP_2) {
                parameters.setApplicationProtocols(new String[] {"h2"});
            }
            secured.setSSLParameters(parameters);
            socket.setSoTimeout(millis());
            secured.startHandshake();
            socket.setSoTimeout(0);
            if (language == Language.HTTP_2 && !secured.getApplicationProtocol().equals("h2")) {
                throw new SSLException("the engine agreed on '" + secured.getApplicationProtocol() + "' and not on h2");
            }
            return new Connection(socket, secured.getInputStream(), secured.getOutputStream());
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    private int millis() {
        return Math.toIntExact(limit.toMillis());
    }
}
