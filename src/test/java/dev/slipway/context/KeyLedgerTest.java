package dev.slipway.context;

import static dev.slipway.context.Trees.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyLedgerTest {
    private static final FileTime ONE = FileTime.from(Instant.parse("2024-01-01T00:00:00.5Z"));
    private static final FileTime TWO = FileTime.from(Instant.parse("2024-01-01T00:00:01.5Z"));

    private final Path root;
    private final Path home;

    KeyLedgerTest(@TempDir Path root, @TempDir Path home) {
        this.root = root;
        this.home = home;
    }

    @BeforeEach
    void dockerfile() throws IOException {
        file(root, "Dockerfile", "FROM scratch\n");
        write("AAAA", ONE);
    }

    private void write(String text, FileTime time) throws IOException {
        Files.setLastModifiedTime(file(root, "data", text), time);
    }

    /** As a process that begins now. */
    private Contexts contexts() {
        return Contexts.remembering(home.resolve("hashes"), home.resolve("deliveries"));
    }

    private Delivery deliver(Contexts contexts, Freshness freshness) throws IOException {
        return contexts.open(root, "Dockerfile", Map.of(), new StopSignal()).deliver(freshness);
    }

    private static String arrive(Delivery delivery) throws IOException {
        try (delivery) {
            delivery.context().walk(Wanted.ALL, entry -> {});
            delivery.delivered();
            return delivery.key();
        }
    }

    private String run() throws IOException {
        return arrive(deliver(contexts(), Freshness.CACHED));
    }

    private List<Path> records() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("deliveries"))) {
            return files.sorted().toList();
        }
    }

    private Path record() throws IOException {
        return records().stream()
                .filter(file -> file.toString().endsWith(".deliveries"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theKeyStaysWhileChangesShow() throws IOException {
        String key = run();

        assertThat(run()).isEqualTo(key);
        write("BBBB", TWO);
        assertThat(run()).isEqualTo(key);
        write("CC", TWO);
        assertThat(run()).isEqualTo(key);
        file(root, "new", "x");
        assertThat(run()).isEqualTo(key);
        Files.delete(root.resolve("new"));
        assertThat(run()).isEqualTo(key);
    }

    @Test
    void aChangeThatSizeAndTimeHideGetsANewKeyWhichStays() throws IOException {
        String key = run();
        write("BBBB", ONE);

        String next = run();

        assertThat(next).isNotEqualTo(key);
        assertThat(run()).isEqualTo(next);
    }

    @Test
    void alternatingContentsNeverComeBackToAKeyThatSawOthers() throws IOException {
        Set<String> keys = new TreeSet<>();
        for (int i = 0; i < 3; i++) {
            write("AAAA", ONE);
            keys.add(run());
            write("BBBB", ONE);
            keys.add(run());
        }

        assertThat(keys).hasSize(6);
    }

    @Test
    void whatAnEngineMayStillHoldFromLongAgoCounts() throws IOException {
        String key = run();
        write("BBBB", TWO);
        assertThat(run()).isEqualTo(key);
        Files.delete(root.resolve("data"));
        assertThat(run()).isEqualTo(key);

        write("CCCC", ONE);

        assertThat(run()).isNotEqualTo(key);
    }

    @Test
    void timesThatGoBackAreOldAcquaintances() throws IOException {
        String key = run();
        write("BBBB", TWO);
        run();
        write("AAAA", ONE);

        assertThat(run()).isEqualTo(key);
    }

    @Test
    void aHardLinkWhoseFileGrewBehindAnUnchangedTimeGetsANewKey() throws IOException {
        Files.createLink(root.resolve("other"), root.resolve("data"));
        String key = run();
        write("AAAAAA", ONE);

        assertThat(run()).isNotEqualTo(key);
    }

    @Test
    void aBuildWithoutCacheGetsANewKeyWhichStays() throws IOException {
        String key = run();

        String next = arrive(deliver(contexts(), Freshness.NO_CACHE));

        assertThat(next).isNotEqualTo(key);
        assertThat(run()).isEqualTo(next);
    }

    @Test
    void aDeliveryThatBrokeOffTakesItsKeyWithIt() throws IOException {
        String key = run();
        try (Delivery broken = deliver(contexts(), Freshness.CACHED)) {
            assertThat(broken.key()).isEqualTo(key);
            broken.context().walk(Wanted.ALL, entry -> {});
        }

        assertThat(run()).isNotEqualTo(key);
    }

    @Test
    void aDeliveryThatNobodyLookedIntoLeavesTheKey() throws IOException {
        String key = run();
        deliver(contexts(), Freshness.CACHED).close();

        assertThat(run()).isEqualTo(key);
    }

    @Test
    void aBuildThatGotNoFurtherThanTheIgnoreFileLeavesTheKey() throws IOException {
        String key = run();
        try (Delivery early = deliver(contexts(), Freshness.CACHED)) {
            early.context().walk(Shown.following(".dockerignore"), entry -> {});
        }

        assertThat(run()).isEqualTo(key);
    }

    @Test
    void aFileThatDidNotArriveTakesTheKeyWhateverElseDid() throws IOException {
        String key = run();
        try (Delivery delivery = deliver(contexts(), Freshness.CACHED)) {
            Shown shown = Shown.of(delivery.context());
            delivery.delivered();
            write("BBBBB", TWO);
            assertThatThrownBy(() -> shown.text("data")).isInstanceOf(IOException.class);
        }

        assertThat(run()).isNotEqualTo(key);
    }

    @Test
    void whatIsAskedForAgainMustArriveAgain() throws IOException {
        String key = run();
        try (Delivery delivery = deliver(contexts(), Freshness.CACHED)) {
            delivery.context().walk(Wanted.ALL, entry -> {});
            delivery.delivered();
            delivery.context().walk(Wanted.ALL, entry -> {});
        }

        assertThat(run()).isNotEqualTo(key);
    }

    @Test
    void theKeyOfADeadProcessIsNotUsedAgain() throws IOException {
        Delivery dying = deliver(contexts(), Freshness.CACHED);
        String key = dying.key();
        Path copy = home.resolve("copy");
        Files.createDirectory(copy);
        for (Path file : records()) {
            Files.copy(file, copy.resolve(file.getFileName().toString()));
        }
        arrive(dying);
        // What lay on the disk while it was under way is what its death would have left.
        for (Path file : records()) {
            Files.write(file, Files.readAllBytes(copy.resolve(file.getFileName().toString())));
        }

        assertThat(run()).isNotEqualTo(key);
    }

    @Test
    void recordsThatAreLostOrDamagedGiveNewKeys() throws IOException {
        List<String> keys = new ArrayList<>(List.of(run()));

        Files.delete(record());
        keys.add(run());
        Files.writeString(record(), "slipway deliveries 1\nkey %s\n".formatted(keys.getLast()));
        keys.add(run());
        byte[] bytes = Files.readAllBytes(record());
        bytes[bytes.length / 2] ^= 1;
        Files.write(record(), bytes);
        keys.add(run());
        Files.write(record(), new byte[0]);
        keys.add(run());
        for (Path file : records()) {
            Files.delete(file);
        }
        keys.add(run());

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void recordsThatWereCopiedBackAreNotBelieved() throws IOException {
        String key = run();
        Path backup = home.resolve("backup");
        Files.createDirectory(backup);
        for (Path file : records()) {
            Files.copy(file, backup.resolve(file.getFileName().toString()), StandardCopyOption.COPY_ATTRIBUTES);
        }
        write("BBBB", TWO);
        assertThat(run()).isEqualTo(key);
        for (Path file : records()) {
            Files.copy(
                    backup.resolve(file.getFileName().toString()),
                    file,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        }
        write("CCCC", TWO);

        assertThat(run()).isNotEqualTo(key);
    }

    @Test
    void whileAnotherHoldsTheRecordKeysAreUsedOnce() throws IOException {
        String key = run();
        Path voucher = records().stream()
                .filter(file -> file.toString().endsWith(".voucher"))
                .findFirst()
                .orElseThrow();
        String one;
        String two;
        try (FileChannel channel = FileChannel.open(voucher, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            one = run();
            two = run();
        }

        assertThat(Set.of(key, one, two)).hasSize(3);
        assertThat(run()).isEqualTo(key);
    }

    @Test
    void deliveriesThatAreUnderWayTogetherShareTheKey() throws IOException {
        String key = run();
        Contexts contexts = contexts();
        Delivery one = deliver(contexts, Freshness.CACHED);
        Delivery two = deliver(contexts, Freshness.CACHED);

        assertThat(one.key()).isEqualTo(key);
        assertThat(two.key()).isEqualTo(key);
        arrive(one);
        assertThat(arrive(deliver(contexts, Freshness.CACHED))).isEqualTo(key);
        two.context().walk(Wanted.ALL, entry -> {});
        two.close();
        assertThat(arrive(deliver(contexts, Freshness.CACHED))).isNotEqualTo(key);
    }

    @Test
    void oneThatBreaksOffBesideOthersTakesTheKeyForTheNext() throws IOException {
        Contexts contexts = contexts();
        Delivery one = deliver(contexts, Freshness.CACHED);
        Delivery two = deliver(contexts, Freshness.CACHED);
        two.context().walk(Wanted.ALL, entry -> {});
        two.close();
        Delivery three = deliver(contexts, Freshness.CACHED);

        assertThat(three.key()).isNotEqualTo(one.key());
        arrive(one);
        String key = arrive(three);
        assertThat(run()).isEqualTo(key);
    }

    @Test
    void dockerfilesAndOverlaysOfAFolderShareItsKey() throws IOException {
        file(root, "Dockerfile.gpu", "FROM scratch\n");
        file(root, "requirements.txt", "opencv");
        file(root, "requirements.headless.txt", "headless");
        String key = run();

        Delivery gpu = contexts()
                .open(root, "Dockerfile.gpu", Map.of(), new StopSignal())
                .deliver(Freshness.CACHED);
        assertThat(arrive(gpu)).isEqualTo(key);
        Delivery laid = contexts()
                .open(root, "Dockerfile", Map.of("requirements.txt", "requirements.headless.txt"), new StopSignal())
                .deliver(Freshness.CACHED);
        assertThat(arrive(laid)).isEqualTo(key);
        assertThat(run()).isEqualTo(key);
    }

    @Test
    void anOverlayThatLooksLikeWhatItCoversGetsANewKey() throws IOException {
        Files.setLastModifiedTime(file(root, "laid", "BBBB"), ONE);
        String key = run();

        Delivery laid = contexts()
                .open(root, "Dockerfile", Map.of("data", "laid"), new StopSignal())
                .deliver(Freshness.CACHED);

        assertThat(arrive(laid)).isNotEqualTo(key);
    }

    @Test
    void otherFoldersHaveOtherKeys(@TempDir Path other) throws IOException {
        file(other, "Dockerfile", "FROM scratch\n");
        String key = run();

        Delivery elsewhere =
                contexts().open(other, "Dockerfile", Map.of(), new StopSignal()).deliver(Freshness.CACHED);

        assertThat(arrive(elsewhere)).isNotEqualTo(key);
        assertThat(run()).isEqualTo(key);
    }

    @Test
    void aHomeThatCannotBeWrittenCostsOnlyTime() throws IOException {
        file(home, "deliveries", "a file where a folder should be");

        assertThat(run()).matches("[0-9a-f]{32}").isNotEqualTo(run());
    }

    @Test
    void namesWithLineBreaksAreRemembered() throws IOException {
        file(root, "a\nb \r\\n", "x");
        String key = run();

        assertThat(run()).isEqualTo(key);
    }
}
