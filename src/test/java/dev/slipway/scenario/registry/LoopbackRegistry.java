package dev.slipway.scenario.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A registry on a free port of 127.0.0.1, where engines speak plain HTTP to it. Its images live in the folder it is given,
 * and are gone with that.
 */
public final class LoopbackRegistry implements AutoCloseable {
    public static final String USER = "reader";
    public static final String PASSWORD = "open sesame";

    /** As {@code htpasswd -B} writes them; registries take no other kind. */
    private static final String HTPASSWD = USER + ":$2b$05$abcdefghijklmnopqrstuupx2xBUC4954936wVIjyyPHmUBFu0wCW\n";

    private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final Thread atExit;
    private final String host;
    private final Path accesses;
    private final @Nullable TokenAuthority authority;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private LoopbackRegistry(Process process, String host, Path accesses, @Nullable TokenAuthority authority) {
        this.process = process;
        this.host = host;
        this.accesses = accesses;
        this.authority = authority;
        this.atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Asks nobody who he is. */
    public static LoopbackRegistry open(Path folder) {
        return start(folder, "", null);
    }

    /** Asks for {@link #USER} and {@link #PASSWORD} itself. */
    public static LoopbackRegistry asking(Path folder) {
        Path passwords = folder.resolve("htpasswd");
        write(passwords, HTPASSWD);
        return start(folder, "auth: {htpasswd: {realm: test, path: '" + passwords + "'}}\n", null);
    }

    /** Sends visitors to an authority that hands out tokens for {@link #USER} and {@link #PASSWORD}. */
    public static LoopbackRegistry sendingForTokens(Path folder) {
        try {
            TokenAuthority authority = TokenAuthority.start(folder, credentials());
            Path certificate = folder.resolve("authority.pem");
            write(certificate, authority.certificate());
            String auth = "auth: {token: {realm: '%s', service: '%s', issuer: '%s', rootcertbundle: '%s'}}%n"
                    .formatted(authority.realm(), TokenAuthority.SERVICE, TokenAuthority.ISSUER, certificate);
            return start(folder, auth, authority);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static LoopbackRegistry start(Path folder, String auth, @Nullable TokenAuthority authority) {
        Path program = Provided.program("registry");
        Path settings = folder.resolve("registry.yml");
        Path log = folder.resolve("registry.log");
        Path accesses = folder.resolve("accesses.log");
        write(
                settings,
                """
                version: 0.1
                log: {level: info}
                storage: {filesystem: {rootdirectory: '%s'}}
                http: {addr: 127.0.0.1:0, secret: only-for-this-test}
                """
                                .formatted(folder.resolve("images"))
                        + auth);
        try {
            Process process = new ProcessBuilder(program.toString(), "serve", settings.toString())
                    .redirectOutput(accesses.toFile())
                    .redirectError(log.toFile())
                    .start();
            return new LoopbackRegistry(process, address(process, log), accesses, authority);
        } catch (IOException refused) {
            throw new UncheckedIOException("starting " + program, refused);
        }
    }

    private static String address(Process process, Path log) {
        return await("the registry listens")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .failFast(() -> {
                    assertThat(process.isAlive())
                            .as(() -> "the registry runs; it said: " + text(log))
                            .isTrue();
                })
                .until(
                        () -> {
                            Matcher line = LISTENING.matcher(text(log));
                            return line.find() ? line.group(1) : "";
                        },
                        address -> !address.isEmpty());
    }

    /** {@code 127.0.0.1:PORT}, as it stands in the names of its images. */
    public String host() {
        return host;
    }

    /** What a docker configuration says to get in: Basic credentials without the word. */
    public static String credentials() {
        return Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    /** How many visitors its authority has turned away. */
    public int refusedTokens() {
        return authority == null ? 0 : authority.refused();
    }

    /** What it was asked for so far and how it answered, one line each. */
    public List<String> accesses() {
        return text(accesses).lines().toList();
    }

    /** @return the image's name for engines */
    public String push(String repository, String tag, LittleImage image) {
        LittleImage.Packed packed = image.packed();
        upload(repository, packed.layer);
        upload(repository, packed.configuration);
        expect(
                201,
                send(
                        repository,
                        request("/v2/" + repository + "/manifests/" + tag)
                                .header("Content-Type", "application/vnd.docker.distribution.manifest.v2+json")
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(packed.manifest))));
        return host + "/" + repository + ":" + tag;
    }

    private void upload(String repository, byte[] blob) {
        HttpResponse<String> begun = expect(
                202,
                send(
                        repository,
                        request("/v2/" + repository + "/blobs/uploads/").POST(HttpRequest.BodyPublishers.noBody())));
        String place = begun.headers().firstValue("Location").orElseThrow();
        String path = place.startsWith("http") ? place.substring(place.indexOf('/', "http://".length())) : place;
        expect(
                201,
                send(
                        repository,
                        request(path + (path.contains("?") ? "&" : "?") + "digest=" + LittleImage.digest(blob))
                                .header("Content-Type", "application/octet-stream")
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(blob))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + path)).timeout(Duration.ofMinutes(1));
    }

    private HttpResponse<String> send(String repository, HttpRequest.Builder request) {
        String proof = authority == null
                ? "Basic " + credentials()
                : "Bearer " + authority.token(List.of("repository:" + repository + ":pull,push"));
        try {
            return client.send(request.header("Authorization", proof).build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static HttpResponse<String> expect(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode())
                .as("%s: %s", answer.request(), answer.body())
                .isEqualTo(status);
        return answer;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        Runtime.getRuntime().removeShutdownHook(atExit);
        client.close();
        if (authority != null) {
            authority.close();
        }
    }
}
