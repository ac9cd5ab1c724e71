package dev.slipway.doctor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * How an address looks from this machine. The handshake is made to read the certificate and for nothing else: no request
 * is sent over it.
 */
record Here(boolean resolves, String issuer, boolean trusted) {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int HTTPS = 443;

    /** Where distributions keep the authorities that a machine's administrator has added to. */
    private static Stream<String> bundles() {
        return Stream.of(
                System.getenv().getOrDefault("SSL_CERT_FILE", ""),
                "/etc/ssl/certs/ca-certificates.crt",
                "/etc/pki/tls/certs/ca-bundle.crt",
                "/etc/ssl/cert.pem");
    }

    static Here of(String url) {
        URI address = URI.create(url);
        try {
            InetAddress.getByName(address.getHost());
        } catch (UnknownHostException unknown) {
            return new Here(false, "", false);
        }
        return "https".equals(address.getScheme()) ? certificate(address) : new Here(true, "", false);
    }

    private static Here certificate(URI address) {
        List<X509Certificate> chain = new CopyOnWriteArrayList<>();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Listening(chain)}, null);
            try (Socket plain = new Socket()) {
                int port = address.getPort() < 0 ? HTTPS : address.getPort();
                plain.connect(new InetSocketAddress(address.getHost(), port), (int) LIMIT.toMillis());
                plain.setSoTimeout((int) LIMIT.toMillis());
                try (SSLSocket socket =
                        (SSLSocket) context.getSocketFactory().createSocket(plain, address.getHost(), port, true)) {
                    socket.startHandshake();
                }
            }
        } catch (IOException | GeneralSecurityException refused) {
            // The certificate has come by then, or there is none to be told of.
        }
        return chain.isEmpty()
                ? new Here(true, "", false)
                : new Here(
                        true,
                        "'" + chain.getFirst().getIssuerX500Principal().getName() + "'",
                        trusted(chain.toArray(X509Certificate[]::new)));
    }

    private static boolean trusted(X509Certificate[] chain) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate authority : authorities()) {
                store.setCertificateEntry("authority-" + number++, authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager judge) {
                    judge.checkServerTrusted(chain, "UNKNOWN");
                    return true;
                }
            }
            return false;
        } catch (GeneralSecurityException | IOException distrusted) {
            return false;
        }
    }

    private static Collection<? extends Certificate> authorities() throws IOException, CertificateException {
        Path bundle = bundles()
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException("this machine has no bundle of authorities"));
        try (InputStream text = new BufferedInputStream(Files.newInputStream(bundle))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(text);
        }
    }

    /** Takes note of the chain, and refuses it: nothing is ever said to whoever shows it. */
    private record Listening(List<X509Certificate> chain) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] certificates, String type) throws CertificateException {
            throw new CertificateException("no client is expected");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] certificates, String type) throws CertificateException {
            chain.addAll(List.of(certificates));
            throw new CertificateException("seen, and that is all");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
