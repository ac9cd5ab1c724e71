package dev.slipway.notices;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: the authorities that Java knows, and those in the file that {@code SSL_CERT_FILE} names. */
final class Trust {
    private static final String VARIABLE = "SSL_CERT_FILE";

    private Trust() {}

    /** @throws IOException when the file cannot be read, or holds something else than certificates */
    static SSLContext context(Map<String, String> environment) throws IOException {
        String bundle = environment.getOrDefault(VARIABLE, "");
        try {
            if (bundle.isEmpty()) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager usual) {
                    add(store, "java", usual.getAcceptedIssuers());
                }
            }
            add(store, "own", certificates(Path.of(bundle)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the authorities of " + VARIABLE + ", " + bundle + ", cannot be used", unusable);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static void add(KeyStore store, String prefix, Certificate... certificates)
            throws GeneralSecurityException {
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry(prefix + "-" + number++, certificate);
        }
    }

    private static Certificate[] certificates(Path bundle) throws IOException, CertificateException {
        try (InputStream text = new BufferedInputStream(Files.newInputStream(bundle))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(text).stream()
                    .filter(X509Certificate.class::isInstance)
                    .toArray(Certificate[]::new);
        } catch (IOException unreadable) {
            throw new IOException("the file that " + VARIABLE + " names, " + bundle + ", cannot be read", unreadable);
        }
    }

    /** What is wrong with a server's certificate, or null when the failure was about something else. */
    static @Nullable String complaint(Throwable failure, String host) {
        CertificateException last = null;
        for (Throwable cause : Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList()) {
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return "the certificate of " + host + " is not trusted: " + deepest(cause)
                        + ". Maybe name the file with your company's authority in " + VARIABLE + ".";
            }
            if (cause instanceof CertificateException about) {
                last = about;
            }
        }
        return last == null ? null : "the certificate of " + host + " is not one for this host: " + last.getMessage();
    }

    private static String deepest(Throwable failure) {
        return String.valueOf(Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .reduce(failure, (first, second) -> second)
                .getMessage());
    }
}
