package dev.slipway.context;

import static dev.slipway.context.Trees.file;
import static dev.slipway.context.Trees.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintsTest {
    private static final InstantSource LATER = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));

    private final Path root;
    private final Path cache;

    FingerprintsTest(@TempDir Path root, @TempDir Path cache) {
        this.root = root;
        this.cache = cache;
    }

    private Inputs inputs() throws IOException {
        return Fingerprints.uncached().of(open(root));
    }

    @Test
    void differencesAreToldFileByFile() throws IOException {
        file(root, "requirements.txt", "numpy");
        file(root, "src/app.py", "1");
        file(root, "src/old.py", "");
        Files.createSymbolicLink(root.resolve("link"), Path.of("a"));
        Files.createDirectory(root.resolve("gone"));
        Inputs before = inputs();

        file(root, "requirements.txt", "numpy<2");
        file(root, "src/new/mod.py", "");
        Files.delete(root.resolve("src/old.py"));
        Files.delete(root.resolve("gone"));
        Files.delete(root.resolve("link"));
        Files.createSymbolicLink(root.resolve("link"), Path.of("b"));
        Files.setPosixFilePermissions(root.resolve("src/app.py"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(root.resolve("logs"));
        file(root, "Dockerfile", "FROM scratch\nUSER 1\n");

        assertThat(inputs().differences(before))
                .containsExactly(
                        "Dockerfile changed",
                        "link changed",
                        "logs/ added",
                        "requirements.txt changed",
                        "src/app.py changed",
                        "src/new/mod.py added",
                        "gone/ removed",
                        "src/old.py removed");
        assertThat(inputs().differences(inputs())).isEmpty();
    }

    @Test
    void otherInputsAreToldByKind() {
        Inputs before = Inputs.builder()
                .add("arg APP_VERSION", "1")
                .add("base python:3.11-slim", "sha256:a")
                .add("check 2", "x")
                .build();
        Inputs after = Inputs.builder()
                .add("arg APP_VERSION", "2")
                .add("base python:3.11-slim", "sha256:b")
                .add("secret hf_token", "")
                .build();

        assertThat(after.differences(before))
                .containsExactly(
                        "arg APP_VERSION changed",
                        "base python:3.11-slim changed",
                        "secret hf_token added",
                        "check 2 removed");
        assertThat(after.fingerprint()).hasSize(64).isNotEqualTo(before.fingerprint());
    }

    @Test
    void theOrderOfAddingHasNoSay() {
        assertThat(Inputs.builder().add("a", "1").add("b", "2").build().fingerprint())
                .isEqualTo(Inputs.builder().add("b", "2").add("a", "1").build().fingerprint());
        assertThat(InputDigest.start().add("ab").add("c").hex())
                .isNotEqualTo(InputDigest.start().add("a").add("bc").hex());
    }

    @Test
    void anIgnoredDockerfileCountsAndIgnoredFilesDoNot() throws IOException {
        file(root, ".dockerignore", "Dockerfile\n*.log\n.dockerignore\n");
        file(root, "x.log", "1");
        Inputs before = inputs();

        file(root, "x.log", "2");
        assertThat(inputs()).isEqualTo(before);
        file(root, "Dockerfile", "FROM scratch\n# new\n");
        assertThat(inputs().differences(before)).containsExactly("Dockerfile changed");
    }

    @Test
    void theOverlayCountsByWhatItHolds() throws IOException {
        file(root, ".dockerignore", "headless\n");
        file(root, "requirements.txt", "a");
        file(root, "headless", "b");
        Inputs plain = inputs();
        Inputs laid = Fingerprints.uncached().of(open(root, Map.of("requirements.txt", "headless")));

        assertThat(laid.differences(plain)).containsExactly("requirements.txt changed");
    }

    @Test
    void theCacheIsBelievedOnlyForOldUnchangedFiles() throws IOException {
        Path file = file(root, "a", "1");
        Fingerprints cached = Fingerprints.cachedIn(cache, LATER);
        Inputs first = cached.of(open(root));
        assertThat(cached.of(open(root))).isEqualTo(first).isEqualTo(inputs());

        poison("a");
        assertThat(cached.of(open(root)).differences(first))
                .as("the cache is used")
                .containsExactly("a changed");

        file(root, "a", "2");
        assertThat(cached.of(open(root))).isEqualTo(inputs());
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(cached.of(open(root))).isEqualTo(inputs());
    }

    /** Writes another hash for the file into the cache, with a good checksum. */
    private void poison(String name) throws IOException {
        TextRecord record = new TextRecord(onlyFile(), "slipway hashes 1");
        List<String> lines = record.read().orElseThrow();
        record.write(lines.stream()
                .map(line -> line.endsWith("/" + name) ? "0".repeat(64) + line.substring(64) : line)
                .toList());
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    @Test
    void freshlyWrittenFilesAreNotCached() throws IOException {
        file(root, "a", "1");

        Fingerprints.cachedIn(cache).of(open(root));

        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aDamagedCacheIsAsGoodAsNone() throws IOException {
        file(root, "a", "1");
        Fingerprints cached = Fingerprints.cachedIn(cache, LATER);
        Inputs good = cached.of(open(root));
        String text = Files.readString(onlyFile());

        for (String damaged : List.of(
                "",
                "garbage",
                text.substring(0, text.length() / 2),
                text.replaceFirst("[0-9a-f]{20}", "f".repeat(20)),
                "slipway hashes 1\n\u0000\n" + text.substring(text.indexOf("sum ")))) {
            Files.writeString(onlyFile(), damaged);
            assertThat(cached.of(open(root))).isEqualTo(good);
        }
        Files.write(onlyFile(), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThat(cached.of(open(root))).isEqualTo(good);
        Files.delete(onlyFile());
        assertThat(cached.of(open(root))).isEqualTo(good);
    }

    @Test
    void inputsAreKeptByTheirFingerprint() throws IOException {
        file(root, "with\nnewline \\n é", "1");
        Inputs inputs = inputs();
        InputsStore store = new InputsStore(cache.resolve("inputs"));

        assertThat(store.load(inputs.fingerprint())).isEmpty();
        store.save(inputs);
        store.save(inputs);
        assertThat(store.load(inputs.fingerprint())).hasValue(inputs);
        assertThat(store.load("../../etc/passwd")).isEmpty();

        Path file = cache.resolve("inputs").resolve(inputs.fingerprint() + ".inputs");
        Files.writeString(file, Files.readString(file).replace("Dockerfile", "Dockerfool"));
        assertThat(store.load(inputs.fingerprint())).isEmpty();
    }
}
