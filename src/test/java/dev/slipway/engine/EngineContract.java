package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.ContainerSpec.Confinement;
import dev.slipway.engine.EngineException.Kind;
import dev.slipway.engine.OutputSink.Stream;
import dev.slipway.model.ContainerSettings.Limits;
import dev.slipway.model.ContainerSettings.Port;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every engine must do, the fake as well as the real one. Whoever extends it makes the commands below work. */
public abstract class EngineContract {
    protected static final List<String> TALKS_AND_FAILS =
            List.of("sh", "-c", "echo one; echo two; echo oops >&2; exit 3");
    protected static final List<String> SLEEPS = List.of("sleep", "600");
    protected static final List<String> SAYS_AND_SLEEPS = List.of("sh", "-c", "echo here; exec sleep 600");
    protected static final List<String> EXEC_TALKS = List.of("sh", "-c", "echo \"$GREETING\"; echo no >&2; exit 4");
    protected static final List<String> EXEC_HANGS = List.of("sh", "-c", "echo begun; sleep 600");
    protected static final String GOOD = "Dockerfile.good";
    protected static final String BAD = "Dockerfile.bad";
    protected static final String HANGS = "Dockerfile.hangs";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String label = "dev.slipway.contract." + UUID.randomUUID();
    private final Map<String, String> labels = Map.of(label, "yes");

    protected abstract Engine engine();

    /** An image that is there and in which the commands above work. */
    protected abstract String image();

    @AfterEach
    void removeWhatIsLeft() {
        for (OwnedObject left : engine().owned(label)) {
            switch (left.kind()) {
                case CONTAINER -> engine().removeContainer(left.id());
                case NETWORK -> engine().removeNetwork(left.id());
                case VOLUME -> engine().removeVolume(left.id());
            }
        }
        for (ImageFacts image : engine().imagesLabelled(label, "")) {
            List<String> names = image.tags().isEmpty() ? List.of(image.id()) : image.tags();
            names.forEach(name -> engine().removeImage(name));
        }
    }

    @Test
    void an_image_is_found_by_name_and_by_id() {
        ImageFacts byName = engine().image(image()).orElseThrow();
        assertThat(byName.id()).startsWith("sha256:");
        assertThat(byName.tags()).contains(image());
        assertThat(engine().image(byName.id())).contains(byName);
        assertThat(engine().image("slipway-nobody-has-this:1")).isEmpty();
    }

    @Test
    void a_log_is_read_with_its_times() {
        String container = running(TALKS_AND_FAILS);
        engine().await(container, new StopSignal());
        List<Instant> times = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        engine().readLog(
                        container,
                        new LogSection(-1, null, false),
                        (at, stream, line) -> {
                            times.add(at);
                            lines.add(stream + " " + line);
                        },
                        new StopSignal());
        assertThat(lines).containsExactlyInAnyOrder("OUT one", "OUT two", "ERR oops");
        assertThat(times).isSorted();
        List<String> last = new ArrayList<>();
        engine().readLog(
                        container,
                        new LogSection(-1, times.getLast(), false),
                        (at, stream, line) -> last.add(line),
                        new StopSignal());
        assertThat(last).as("what is as old as that counts").hasSizeBetween(1, 3);
        List<String> none = new ArrayList<>();
        engine().readLog(
                        container,
                        new LogSection(-1, times.getLast().plusNanos(1), false),
                        (at, stream, line) -> none.add(line),
                        new StopSignal());
        assertThat(none).isEmpty();
    }

    @Test
    void what_is_to_be_kept_running_still_ends_when_it_is_removed() {
        String container = running(SLEEPS);
        engine().keepRunning(container);
        assertThat(engine().inspect(container).running()).isTrue();
        engine().removeContainer(container);
        assertThat(engine().owned(label)).isEmpty();
    }

    @Test
    void who_holds_a_port_is_told() {
        String container = engine().createContainer(new ContainerSpec(
                image(),
                "slipway-contract-" + UUID.randomUUID(),
                null,
                SLEEPS,
                Map.of(),
                new Attachment.Default(List.of(Port.any(8000))),
                Map.of(),
                labels));
        engine().start(container);
        String published = engine().inspect(container).ports().getOrDefault(8000, "");
        assertThat(engine().openPorts())
                .filteredOn(port -> port.container().equals(container))
                .singleElement()
                .satisfies(
                        port -> assertThat(port.address() + ":" + port.port()).isEqualTo(published));
    }

    @Test
    void a_name_can_be_given_and_taken() {
        String name = "slipway.local:5000/contract/" + UUID.randomUUID() + ":tag";
        engine().tag(image(), name);
        assertThat(engine().image(name).orElseThrow().id())
                .isEqualTo(engine().image(image()).orElseThrow().id());
        engine().removeImage(name);
        engine().removeImage(name);
        assertThat(engine().image(name)).isEmpty();
        assertThat(engine().image(image())).isPresent();
    }

    @Test
    void an_image_tells_its_layers() {
        List<ImageLayer> layers = engine().layers(image());
        assertThat(layers).isNotEmpty();
        assertThat(layers.stream().mapToLong(ImageLayer::bytes).sum()).isPositive();
        assertThatThrownBy(() -> engine().layers("slipway-nobody-has-this:1"))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void files_are_read_from_a_container_that_never_ran() {
        String id = create(SLEEPS, new Attachment.None());
        assertThat(engine().files(id, "/etc/passwd", 1_000_000, new StopSignal()))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.name()).isEqualTo("passwd");
                    assertThat(file.whole()).isTrue();
                    assertThat(file.content().text()).startsWith("root:x:0:0:");
                });
        assertThat(engine().files(id, "/etc/skel", 1_000_000, new StopSignal()))
                .extracting(ContainerFile::name)
                .contains(".profile", ".bashrc");
        assertThat(engine().files(id, "/etc/nobody-has-this", 10, new StopSignal()))
                .isEmpty();
        assertThat(engine().files(id, "/nobody/has/this", 10, new StopSignal())).isEmpty();
    }

    @Test
    void no_more_of_a_file_is_read_than_was_asked_for() {
        String id = create(SLEEPS, new Attachment.None());
        assertThat(engine().files(id, "/etc/passwd", 4, new StopSignal()))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.whole()).isFalse();
                    assertThat(file.content().text()).isEqualTo("root");
                });
    }

    @Test
    void files_of_nobody_are_not_found() {
        assertThatThrownBy(() -> engine().files("slipway-nobody", "/etc/passwd", 4, new StopSignal()))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void peak_of_memory_is_known_or_not_but_never_guessed() {
        String id = running(SLEEPS);
        engine().peakMemory(id).ifPresent(bytes -> assertThat(bytes).isBetween(1L, 1L << 33));
    }

    @Test
    void an_image_that_is_not_there_cannot_be_tagged() {
        assertThatThrownBy(() -> engine().tag("slipway-nobody-has-this:1", "slipway-x:1"))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void a_container_runs_to_its_end_and_is_remembered() {
        String id = create(TALKS_AND_FAILS, new Attachment.None());
        assertThat(engine().inspect(id).running()).isFalse();
        engine().start(id);
        ContainerState ended = engine().await(id, new StopSignal());
        assertThat(ended.running()).isFalse();
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.oomKilled()).isFalse();
        assertThat(engine().logTail(id, 10)).containsExactlyInAnyOrder("one", "two", "oops");
        assertThat(engine().logTail(id, 1)).hasSize(1);
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        engine().followLog(id, (stream, line) -> heard.add(stream + " " + line), new StopSignal());
        assertThat(heard).containsExactlyInAnyOrder("OUT one", "OUT two", "ERR oops");
        engine().removeContainer(id);
        engine().removeContainer(id);
        assertThatThrownBy(() -> engine().inspect(id))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void a_name_cannot_be_used_twice() {
        String name = "slipway-contract-" + UUID.randomUUID();
        engine().createContainer(spec(name, SLEEPS, new Attachment.None()));
        assertThatThrownBy(() -> engine().createContainer(spec(name, SLEEPS, new Attachment.None())))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.CONFLICT));
    }

    @Test
    void stopping_ends_a_container_and_may_be_repeated() {
        String id = running(SLEEPS);
        engine().stop(id, Duration.ofSeconds(5));
        assertThat(engine().inspect(id).running()).isFalse();
        engine().stop(id, Duration.ofSeconds(5));
    }

    @Test
    void waiting_ends_with_the_signal() throws Exception {
        String id = running(SLEEPS);
        StopSignal stop = new StopSignal();
        CompletableFuture<ContainerState> waiting = CompletableFuture.supplyAsync(() -> engine().await(id, stop));
        stop.raise(StopSignal.Reason.TOTAL_TIME);
        assertStopped(waiting);
        assertThat(engine().inspect(id).running()).isTrue();
    }

    @Test
    void a_followed_log_ends_normally_with_the_signal() throws Exception {
        String id = running(SAYS_AND_SLEEPS);
        StopSignal stop = new StopSignal();
        CountDownLatch heard = new CountDownLatch(1);
        CompletableFuture<@Nullable Void> following = CompletableFuture.runAsync(() -> engine().followLog(
                        id,
                        (stream, line) -> {
                            assertThat(line).isEqualTo("here");
                            heard.countDown();
                        },
                        stop));
        assertThat(heard.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        stop.raise(StopSignal.Reason.DONE);
        following.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void a_command_in_a_container_has_its_own_environment_output_and_end() {
        String id = running(SLEEPS);
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        ExecOutcome outcome = engine().exec(
                        id,
                        EXEC_TALKS,
                        Map.of("GREETING", "grüß Gott"),
                        (stream, line) -> heard.add((stream == Stream.OUT ? "out " : "err ") + line),
                        new StopSignal());
        assertThat(outcome.exitCode()).isEqualTo(4);
        assertThat(heard).containsExactlyInAnyOrder("out grüß Gott", "err no");
    }

    @Test
    void a_command_that_hangs_is_left_with_the_signal() throws Exception {
        String id = running(SLEEPS);
        StopSignal stop = new StopSignal();
        CompletableFuture<ExecOutcome> hanging = CompletableFuture.supplyAsync(() -> engine().exec(
                        id, EXEC_HANGS, Map.of(), (stream, line) -> stop.raise(StopSignal.Reason.IDLE_TIME), stop));
        assertStopped(hanging);
        engine().removeContainer(id);
    }

    @Test
    void a_command_needs_a_running_container() {
        String id = create(SLEEPS, new Attachment.None());
        assertThatThrownBy(() -> engine().exec(id, EXEC_TALKS, Map.of(), OutputSink.NOWHERE, new StopSignal()))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.CONFLICT));
    }

    @Test
    void published_ports_are_known_while_the_container_runs() {
        String id = engine().createContainer(spec(
                "slipway-contract-" + UUID.randomUUID(), SLEEPS, new Attachment.Default(List.of(Port.any(8000)))));
        engine().start(id);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        engine().inspect(id).ports().get(8000))
                .matches("127\\.0\\.0\\.1:[0-9]+"));
    }

    @Test
    void a_port_of_this_machine_may_be_named() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        String id = create(SLEEPS, new Attachment.Default(List.of(new Port(free, 8000))));
        engine().start(id);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(engine().inspect(id).ports()).containsEntry(8000, "127.0.0.1:" + free));
    }

    @Test
    void a_path_that_is_not_there_is_not_made() {
        Path absent = Path.of("/slipway-contract-" + UUID.randomUUID());
        Surface surface = new Surface(null, List.of(new Volume.Bound(absent, "/data", true)), false, List.of());
        ContainerSpec spec = new ContainerSpec(
                image(),
                "slipway-contract-" + UUID.randomUUID(),
                null,
                SLEEPS,
                Map.of(),
                new Attachment.None(),
                new Confinement(Limits.NONE, surface),
                labels);
        assertThatThrownBy(() -> engine().createContainer(spec))
                .isInstanceOfSatisfying(EngineException.class, refused -> assertThat(refused.kind())
                        .isEqualTo(Kind.REFUSED));
        assertThat(absent).doesNotExist();
    }

    @Test
    void everything_created_is_found_by_its_label_in_the_order_of_removal() {
        String network = engine().createNetwork("slipway-contract-" + UUID.randomUUID(), true, labels);
        String volume = "slipway-contract-" + UUID.randomUUID();
        engine().createVolume(volume, labels);
        String name = "slipway-contract-" + UUID.randomUUID();
        String container = engine().createContainer(new ContainerSpec(
                image(),
                name,
                null,
                SLEEPS,
                Map.of("A", "1"),
                new Attachment.Joined(network, "me", List.of()),
                Map.of(volume, "/data"),
                labels));
        assertThat(engine().owned(label))
                .extracting(OwnedObject::kind, OwnedObject::id)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(OwnedObject.Kind.CONTAINER, container),
                        org.assertj.core.groups.Tuple.tuple(OwnedObject.Kind.NETWORK, network),
                        org.assertj.core.groups.Tuple.tuple(OwnedObject.Kind.VOLUME, volume));
        assertThat(engine().owned(label).getFirst().name()).isEqualTo(name);
        assertThat(engine().owned(label).getFirst().labels()).containsEntry(label, "yes");
        assertThat(engine().owned(label + "=no")).isEmpty();
        engine().removeContainer(container);
        engine().removeNetwork(network);
        engine().removeNetwork(network);
        engine().removeVolume(volume);
        engine().removeVolume(volume);
        assertThat(engine().owned(label)).isEmpty();
    }

    @Test
    void a_commit_has_the_configuration_of_the_image_and_nothing_of_the_container() {
        ImageFacts.Configuration before = engine().image(image()).orElseThrow().configuration();
        String id = engine().createContainer(new ContainerSpec(
                image(),
                "slipway-contract-" + UUID.randomUUID(),
                List.of(),
                SLEEPS,
                Map.of("TOKEN", "hush"),
                new Attachment.None(),
                Map.of(),
                labels));
        engine().start(id);
        String committed = engine().commit(id, image(), Map.of(label, "committed", "other", "label"));
        ImageFacts after = engine().image(committed).orElseThrow();
        assertThat(after.configuration()).isEqualTo(before);
        assertThat(after.labels()).containsEntry(label, "committed").containsEntry("other", "label");
        assertThat(engine().imagesLabelled(label, "committed"))
                .extracting(ImageFacts::id)
                .containsExactly(committed);
    }

    @Test
    void a_build_makes_an_image_with_its_names_and_labels() {
        String tag = "slipway-contract-" + UUID.randomUUID() + ":good";
        RecordedBuild heard = new RecordedBuild();
        BuildOutcome outcome = engine().build(request(GOOD, "RUN echo fine", tag), heard, new StopSignal());
        heard.assertAllEnded();
        assertThat(outcome).isInstanceOfSatisfying(BuildOutcome.Built.class, built -> {
            ImageFacts made = engine().image(tag).orElseThrow();
            assertThat(made.id()).isEqualTo(built.imageId());
            assertThat(made.labels()).containsEntry(label, "yes");
            assertThat(built.contextBytes()).isEqualTo(heard.contextBytes()).isPositive();
        });
    }

    @Test
    void a_build_that_fails_tells_the_step_its_exit_code_and_its_lines() {
        String tag = "slipway-contract-" + UUID.randomUUID() + ":bad";
        RecordedBuild heard = new RecordedBuild();
        BuildOutcome outcome =
                engine().build(request(BAD, "RUN echo one; echo last words; exit 9", tag), heard, new StopSignal());
        heard.assertAllEnded();
        assertThat(outcome).isInstanceOfSatisfying(BuildOutcome.Failed.class, failed -> {
            assertThat(failed.exitCode()).contains(9);
            assertThat(failed.step().orElse("")).contains("RUN");
            assertThat(failed.lines()).endsWith("one", "last words");
        });
        assertThat(engine().image(tag)).isEmpty();
    }

    @Test
    void a_build_that_hangs_ends_with_the_signal() {
        String tag = "slipway-contract-" + UUID.randomUUID() + ":hangs";
        StopSignal stop = new StopSignal();
        RecordedBuild heard = new RecordedBuild(line -> stop.raise(StopSignal.Reason.IDLE_TIME));
        BuildRequest request = request(HANGS, "RUN echo " + tag + "; sleep 600", tag);
        assertThatThrownBy(() -> engine().build(request, heard, stop))
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.STOPPED));
        heard.assertAllEnded();
        assertThat(heard.story()).last().asString().startsWith("end ").contains(" ERROR ");
        assertThat(engine().image(tag)).isEmpty();
    }

    @Test
    void it_tells_what_takes_room_and_what_it_stands_on() {
        String id = engine().image(image()).orElseThrow().id();
        assertThat(engine().housekeeping().diskUse().images())
                .filteredOn(image -> image.id().equals(id))
                .singleElement()
                .satisfies(image -> assertThat(image.own()).isBetween(0L, image.bytes()));
        EngineHost host = engine().housekeeping().host();
        assertThat(host.memory().bytes()).isPositive();
        assertThat(host.ground().root()).startsWith("/");
    }

    private BuildRequest request(String dockerfile, String instruction, String tag) {
        return BuildRequest.of(
                Contexts.of(Map.of(dockerfile, "FROM " + image() + "\n" + instruction + "\n")),
                dockerfile,
                Map.of(),
                labels,
                tag);
    }

    protected final String create(List<String> command, Attachment attachment) {
        return engine().createContainer(spec("slipway-contract-" + UUID.randomUUID(), command, attachment));
    }

    private String running(List<String> command) {
        String id = create(command, new Attachment.None());
        engine().start(id);
        return id;
    }

    private ContainerSpec spec(String name, List<String> command, Attachment attachment) {
        return new ContainerSpec(image(), name, null, command, Map.of(), attachment, Map.of(), labels);
    }

    protected static void assertStopped(CompletableFuture<?> work) {
        assertThatThrownBy(() -> work.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(EngineException.class)
                .cause()
                .isInstanceOfSatisfying(EngineException.class, failed -> assertThat(failed.kind())
                        .isEqualTo(Kind.STOPPED));
    }
}
