package dev.slipway.engine.buildkit.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.slipway.engine.FileTree.Wanted;
import dev.slipway.engine.TreeEntry;
import dev.slipway.engine.buildkit.sync.FakeReceiver.Asking;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileSyncTest {
    private final List<Long> progress = new ArrayList<>();
    private @Nullable FileSync sync;
    private @Nullable Wire wire;

    private Wire serve(FakeTree tree) throws IOException {
        sync = new FileSync(tree, progress::add);
        wire = new Wire(sync.service());
        return wire;
    }

    @AfterEach
    void close() {
        if (sync != null && wire != null) {
            sync.close();
            wire.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Asking.class,
            names = {"WHILE_TOLD", "ALL_AT_THE_END_SHUFFLED"})
    void every_kind_of_entry_arrives_as_it_is(Asking asking) throws Exception {
        byte[] large = bytes(1_000_003);
        FakeTree tree = FakeTree.of(
                new TreeEntry.Folder("a\nfolder", 01755, 5),
                FakeTree.file("a\nfolder/empty", new byte[0]),
                FakeTree.file("a\nfolder/exactly", bytes(64 * 1024)),
                new TreeEntry.SymbolicLink("link", 0777, 7, "../out/of here"),
                new TreeEntry.RegularFile("set-id", 06755, -1, 3, out -> out.write(new byte[] {1, 2, 3})),
                new TreeEntry.HardLink("set-id too", 06755, -1, "set-id"),
                FakeTree.file("～", large),
                FakeTree.file("😀", bytes(5)));
        FakeReceiver receiver = FakeReceiver.of(serve(tree).channel(), "context", asking);

        assertThat(receiver.end()).isEqualTo(Status.OK);
        assertThat(receiver.stats())
                .containsExactly(
                        stat("a\nfolder", 1 << 31 | 1 << 20 | 0755, 5).build(),
                        stat("a\nfolder/empty", 0644, 1).build(),
                        stat("a\nfolder/exactly", 0644, 1).setSize(64 * 1024).build(),
                        stat("link", 1 << 27 | 0777, 7)
                                .setLinkname("../out/of here")
                                .build(),
                        stat("set-id", 1 << 23 | 1 << 22 | 0755, -1).setSize(3).build(),
                        stat("set-id too", 1 << 23 | 1 << 22 | 0755, -1)
                                .setLinkname("set-id")
                                .build(),
                        stat("～", 0644, 1).setSize(large.length).build(),
                        stat("😀", 0644, 1).setSize(5).build());
        assertThat(receiver.contents())
                .containsOnlyKeys("a\nfolder/empty", "a\nfolder/exactly", "set-id", "～", "😀")
                .containsEntry("～", large)
                .containsEntry("a\nfolder/empty", new byte[0])
                .containsEntry("a\nfolder/exactly", bytes(64 * 1024));
        assertThat(tree.deliveries()).isOne();
        assertThat(sync().unreadable()).isEmpty();
    }

    @Test
    void several_files_travel_at_once() throws Exception {
        // Each file waits in its middle for the others, so that one after the other would never end.
        CountDownLatch begun = new CountDownLatch(4);
        List<TreeEntry> files = new ArrayList<>();
        for (int at = 0; at < 4; at++) {
            files.add(new TreeEntry.RegularFile("file" + at, 0644, 1, 100_000, out -> {
                out.write(bytes(50_000));
                begun.countDown();
                await(begun);
                out.write(bytes(50_000));
            }));
        }
        FakeReceiver receiver = FakeReceiver.of(serve(new FakeTree(files)).channel(), "context", Asking.WHILE_TOLD);
        assertThat(receiver.end()).isEqualTo(Status.OK);
        assertThat(receiver.interleaved()).isPositive();
        assertThat(receiver.contents().values()).allMatch(bytes -> bytes.length == 100_000);
    }

    @Test
    void nothing_asked_for_is_a_delivery_too() throws Exception {
        FakeTree tree = FakeTree.of(FakeTree.file("known", bytes(10)));
        FakeReceiver receiver = FakeReceiver.of(serve(tree).channel(), "context", Asking.NEVER);
        assertThat(receiver.end()).isEqualTo(Status.OK);
        assertThat(tree.deliveries()).isOne();
        assertThat(sync().bytes()).isLessThan(100);
    }

    @Test
    void an_empty_tree_is_told_as_such() throws Exception {
        FakeReceiver receiver = FakeReceiver.of(serve(FakeTree.of()).channel(), "context", Asking.WHILE_TOLD);
        assertThat(receiver.end()).isEqualTo(Status.OK);
        assertThat(receiver.stats()).isEmpty();
    }

    @Test
    void neither_the_dockerfile_nor_the_look_for_rules_is_the_delivery() throws Exception {
        FakeTree tree = FakeTree.of(FakeTree.file("Dockerfile", bytes(10)));
        Wire served = serve(tree);
        assertThat(FakeReceiver.of(served.channel(), "dockerfile", Asking.WHILE_TOLD)
                        .end())
                .isEqualTo(Status.OK);
        assertThat(new FakeReceiver(
                                served.channel(),
                                "DiffCopy",
                                FakeReceiver.headers("dir-name", "context", "followpaths", ".dockerignore"),
                                Asking.WHILE_TOLD)
                        .reading()
                        .end())
                .isEqualTo(Status.OK);
        assertThat(tree.deliveries()).isZero();
    }

    @Test
    void only_what_is_wanted_is_asked_of_the_tree() throws Exception {
        FakeTree tree = FakeTree.of();
        Metadata headers = FakeReceiver.headers(
                "dir-name", "context", "exclude-patterns", "a", "exclude-patterns", "!a/b", "followpaths", "src");
        assertThat(new FakeReceiver(serve(tree).channel(), "DiffCopy", headers, Asking.NEVER)
                        .reading()
                        .end())
                .isEqualTo(Status.OK);
        assertThat(tree.asked()).containsExactly(new Wanted(List.of(), List.of("a", "!a/b"), List.of("src")));
        assertThat(tree.deliveries()).isOne();
    }

    @Test
    void another_folder_is_not_given() throws Exception {
        Status status = FakeReceiver.of(serve(FakeTree.of()).channel(), "/etc", Asking.NEVER)
                .end();
        assertThat(status.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(status.getDescription()).isEqualTo("no access allowed to dir \"/etc\"");
    }

    @Test
    void the_other_way_is_not_offered() throws Exception {
        Metadata headers = FakeReceiver.headers("dir-name", "context");
        FakeReceiver receiver =
                new FakeReceiver(serve(FakeTree.of()).channel(), "TarStream", headers, Asking.NEVER).reading();
        assertThat(receiver.end().getCode()).isEqualTo(Status.Code.UNIMPLEMENTED);
    }

    @Test
    void a_file_that_cannot_be_read_breaks_the_sync_off_and_is_named() throws Exception {
        FakeTree tree = FakeTree.of(new TreeEntry.RegularFile("shut", 0644, 1, 9, out -> {
            throw new IOException("/some/shut: Permission denied");
        }));
        FakeReceiver receiver = FakeReceiver.of(serve(tree).channel(), "context", Asking.WHILE_TOLD);
        assertThat(receiver.end().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(receiver.error()).isEqualTo("/some/shut: Permission denied");
        assertThat(sync().unreadable())
                .get()
                .extracting(IOException::getMessage)
                .isEqualTo("/some/shut: Permission denied");
        assertThat(tree.deliveries()).isZero();
    }

    @Test
    void a_tree_that_cannot_be_walked_breaks_the_sync_off_and_is_named() throws Exception {
        FakeTree tree = new FakeTree(List.of()) {
            @Override
            public void walk(Wanted wanted, Visitor visitor) throws IOException {
                throw new IOException("/some/folder: Permission denied");
            }
        };
        FakeReceiver receiver = FakeReceiver.of(serve(tree).channel(), "context", Asking.WHILE_TOLD);
        assertThat(receiver.end().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(receiver.error()).isEqualTo("/some/folder: Permission denied");
        assertThat(sync().unreadable()).isPresent();
    }

    @Test
    void an_error_of_the_receiver_is_no_fault_of_the_files() throws Exception {
        FakeTree tree = FakeTree.of(FakeTree.file("a", bytes(10)));
        FakeReceiver receiver = new FakeReceiver(
                serve(tree).channel(), "DiffCopy", FakeReceiver.headers("dir-name", "context"), Asking.NEVER);
        receiver.say(Packet.newBuilder()
                .setType(Packet.PacketType.PACKET_ERR)
                .setData(ByteString.copyFromUtf8("no space left on device"))
                .build());
        receiver.reading();
        assertThat(receiver.end().getDescription()).isEqualTo("error from receiver: no space left on device");
        assertThat(sync().unreadable()).isEmpty();
        assertThat(tree.deliveries()).isZero();
    }

    @Test
    void what_was_never_offered_cannot_be_had() throws Exception {
        FakeReceiver receiver = new FakeReceiver(
                serve(FakeTree.of()).channel(), "DiffCopy", FakeReceiver.headers("dir-name", "context"), Asking.NEVER);
        receiver.say(Packet.newBuilder()
                .setType(Packet.PacketType.PACKET_REQ)
                .setID(99)
                .build());
        receiver.reading();
        assertThat(receiver.end().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void a_receiver_that_stops_reading_holds_the_file_up_and_one_that_leaves_lets_it_go() throws Exception {
        AtomicLong written = new AtomicLong();
        CountDownLatch over = new CountDownLatch(1);
        FakeTree tree = FakeTree.of(new TreeEntry.RegularFile("endless", 0644, 1, Long.MAX_VALUE, out -> {
            try {
                while (true) {
                    out.write(new byte[10_000]);
                    written.addAndGet(10_000);
                }
            } finally {
                over.countDown();
            }
        }));
        FakeReceiver receiver = new FakeReceiver(
                serve(tree).channel(), "DiffCopy", FakeReceiver.headers("dir-name", "context"), Asking.WHILE_TOLD) {
            @Override
            public void onMessage(Packet packet) {
                take(packet);
                if (packet.getType() == Packet.PacketType.PACKET_STAT) {
                    reading();
                }
            }
        }.reading();
        Awaitility.await().until(() -> written.get() > 0 && senders().allMatch(FileSyncTest::waits));
        assertThat(written.get()).isLessThan(8 << 20);

        receiver.cancel();
        await(over);
        assertThat(sync().unreadable()).isEmpty();
        assertThat(tree.deliveries()).isZero();
    }

    @Test
    void closing_lets_go_of_files_that_nobody_takes() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        FakeTree tree = new FakeTree(List.of()) {
            @Override
            public void walk(Wanted wanted, Visitor visitor) throws IOException {
                try {
                    for (int at = 0; true; at++) {
                        visitor.entry(new TreeEntry.Folder("%012d".formatted(at), 0755, 1));
                    }
                } finally {
                    over.countDown();
                }
            }
        };
        new FakeReceiver(serve(tree).channel(), "DiffCopy", FakeReceiver.headers("dir-name", "context"), Asking.NEVER);
        Awaitility.await().until(() -> sync().bytes() > 0 && senders().allMatch(FileSyncTest::waits));
        sync().close();
        assertThat(over.getCount()).isZero();
        assertThat(sync().unreadable()).isEmpty();
    }

    @Test
    void progress_only_grows_and_ends_with_the_sum() throws Exception {
        List<TreeEntry> files = new ArrayList<>();
        for (int at = 10; at < 30; at++) {
            files.add(FakeTree.file("file" + at, bytes(400_000)));
        }
        FakeReceiver receiver = FakeReceiver.of(serve(new FakeTree(files)).channel(), "context", Asking.WHILE_TOLD);
        assertThat(receiver.end()).isEqualTo(Status.OK);
        assertThat(progress).isSorted().hasSizeBetween(7, 9);
        assertThat(progress.getLast()).isEqualTo(sync().bytes()).isBetween(8_000_000L, 8_050_000L);
    }

    private FileSync sync() {
        return Objects.requireNonNull(sync);
    }

    private static Stream<Thread> senders() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("file-sync-"));
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("it did not come");
            }
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
    }

    private static Stat.Builder stat(String path, int mode, long modified) {
        return Stat.newBuilder().setPath(path).setMode(mode).setModTime(modified);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
