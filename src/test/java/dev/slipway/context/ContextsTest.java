package dev.slipway.context;

import static dev.slipway.context.Trees.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Delivery;
import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.StopSignal;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ContextsTest {
    private final Path root;
    private final Path home;
    private final AtomicInteger scans = new AtomicInteger();

    ContextsTest(@TempDir Path root, @TempDir Path home) throws IOException {
        this.root = root;
        this.home = home;
        file(root, "Dockerfile", "FROM scratch\n");
        file(root, "Dockerfile.worker", "FROM scratch\nCOPY . /\n");
        file(root, "data", "old");
    }

    private Contexts contexts() {
        Fingerprints fingerprints = Fingerprints.cachedIn(home.resolve("hashes"));
        return Contexts.remembering(
                (subject, stop) -> {
                    scans.incrementAndGet();
                    return fingerprints.scan(subject, stop);
                },
                home.resolve("deliveries"));
    }

    private BuildContext open(Contexts contexts, String dockerfile) throws IOException {
        return contexts.open(root, dockerfile, Map.of(), new StopSignal());
    }

    @Test
    void fourBuildsAtOnceTakeOneScanAndOneKey() throws Exception {
        Contexts contexts = contexts();
        CyclicBarrier together = new CyclicBarrier(4);
        List<Future<String>> builds = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                String dockerfile = i % 2 == 0 ? "Dockerfile" : "Dockerfile.worker";
                builds.add(threads.submit(() -> {
                    together.await();
                    try (Delivery delivery = open(contexts, dockerfile).deliver(Freshness.CACHED)) {
                        assertThat(Shown.of(delivery.context()).text("data")).isEqualTo("old");
                        delivery.delivered();
                        return delivery.key();
                    }
                }));
            }
        }

        for (Future<String> build : builds) {
            assertThat(build.get()).isEqualTo(builds.get(0).get());
        }
        assertThat(scans).hasValue(1);
    }

    @Test
    void aFingerprintAndWhatIsSentNextAreOfOneScan() throws IOException {
        Contexts contexts = contexts();

        Inputs inputs = contexts.inputs(open(contexts, "Dockerfile"));
        open(contexts, "Dockerfile").deliver(Freshness.CACHED).close();

        assertThat(scans).hasValue(1);
        assertThat(inputs).isEqualTo(Fingerprints.uncached().of(BuildContext.open(root, "Dockerfile", Map.of())));
    }

    @Test
    void whatChangedBeforeTheRunIsInItsBuilds() throws IOException {
        Contexts before = contexts();
        before.inputs(open(before, "Dockerfile"));
        file(root, "data", "new");
        Contexts run = contexts();

        try (Delivery delivery = open(run, "Dockerfile").deliver(Freshness.CACHED)) {
            assertThat(Shown.of(delivery.context()).text("data")).isEqualTo("new");
        }
    }

    @Test
    void whatIsThereNowIsSeenWhateverABuildBeganWith() throws IOException {
        Contexts contexts = contexts();
        Inputs began = contexts.inputs(open(contexts, "Dockerfile"));
        file(root, "data", "new");

        assertThat(contexts.inputsNow(open(contexts, "Dockerfile")).differences(began))
                .containsExactly("data changed");
    }

    @Test
    void aBuildThatMetAChangedFileIsFollowedByAScan() throws IOException {
        Contexts contexts = contexts();
        try (Delivery delivery = open(contexts, "Dockerfile").deliver(Freshness.CACHED)) {
            Shown shown = Shown.of(delivery.context());
            file(root, "data", "newer");
            assertThatThrownBy(() -> shown.text("data")).hasMessageContaining("'data'");
        }

        try (Delivery again = open(contexts, "Dockerfile").deliver(Freshness.CACHED)) {
            assertThat(Shown.of(again.context()).text("data")).isEqualTo("newer");
        }
    }

    @Test
    void anEditThatSizeAndTimeHideIsNotSentAsWhatWasScanned() throws IOException {
        try (Delivery delivery = open(contexts(), "Dockerfile").deliver(Freshness.CACHED)) {
            Shown shown = Shown.of(delivery.context());
            Path data = root.resolve("data");
            FileTime time = Files.getLastModifiedTime(data);
            Files.writeString(data, "new");
            Files.setLastModifiedTime(data, time);

            assertThatThrownBy(() -> shown.text("data"))
                    .hasMessageStartingWith("reading 'data' of the build context: it became written to");
        }
    }

    @Test
    void readingStopsWhenToldTo() throws IOException {
        file(root, "big", "x".repeat(1 << 20));
        StopSignal stop = new StopSignal();
        Contexts contexts = contexts();
        BuildContext context = contexts.open(root, "Dockerfile", Map.of(), stop);
        stop.raise(StopSignal.Reason.INTERRUPTED);

        assertThatThrownBy(() -> contexts.inputs(context)).isInstanceOf(InterruptedIOException.class);
        assertThatThrownBy(() -> context.deliver(Freshness.CACHED)).isInstanceOf(InterruptedIOException.class);
        assertThat(contexts.inputs(open(contexts, "Dockerfile"))).isNotNull();
    }

    @Test
    void bothTreesCanBeWalkedByManyAtOnce() throws Exception {
        for (int i = 0; i < 50; i++) {
            file(root, "d" + i % 5 + "/f" + i, "text " + i);
        }
        try (Delivery delivery = open(contexts(), "Dockerfile").deliver(Freshness.CACHED);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<String>>> walks = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                walks.add(threads.submit(() -> {
                    Shown.of(delivery.dockerfile());
                    Shown shown = Shown.of(delivery.context(), Wanted.ALL);
                    for (String path : shown.files()) {
                        shown.file(path).content().writeTo(OutputStream.nullOutputStream());
                    }
                    return shown.paths();
                }));
            }
            for (Future<List<String>> walk : walks) {
                assertThat(walk.get()).isEqualTo(walks.get(0).get()).hasSize(58);
            }
        }
    }
}
