package dev.slipway.notices;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server's key whose certificate is signed by nobody but itself, and that certificate as a file to be trusted. */
record Authority(SSLContext context, Path certificate) {
    private static final String PASSWORD = "changeit";

    /** @param names as after {@code san=}, such as {@code dns:localhost,ip:127.0.0.1} */
    static Authority of(Path folder, String names) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("key.p12");
        Path certificate = folder.resolve("authority.pem");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Own",
                "-ext",
                "san=" + names,
                "-validity",
                "2");
        keytool(store, "-exportcert", "-rfc", "-alias", "own", "-file", certificate.toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Authority(context, certificate);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        words.addAll(List.of(arguments));
        words.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }
}
