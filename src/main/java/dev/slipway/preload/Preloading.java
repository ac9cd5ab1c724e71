package dev.slipway.preload;

import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OutputSink;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.PreloadSpec;
import dev.slipway.preload.PreloadResult.Loaded;
import dev.slipway.preload.PreloadResult.Refused;
import dev.slipway.preload.PreloadResult.Stage;
import dev.slipway.preload.Workplace.Place;
import dev.slipway.preload.Workplace.Ran;
import dev.slipway.probe.Deadline;
import dev.slipway.probe.OneOff.Ending;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One preload of one image: the files are fetched in a container of the image, as its own user and with a network; kept
 * as a layer or in a volume; and proven in a fresh container without any network.
 *
 * <p>Threads: one; every wait ends soon after the stop signal is raised, as an {@link EngineException} of kind STOPPED.
 * No container is left in any case, and no image unless it was loaded. A volume stays, as far as it was filled.
 */
public final class Preloading {
    private static final Attachment OFFLINE = new Attachment.None();
    private static final Attachment ONLINE = new Attachment.Default(List.of());
    private static final Duration LOOKING = Duration.ofMinutes(5);
    private static final int ABSENT = 41;
    private static final int EMPTY = 42;
    /** Says by its exit code what is wrong with the place, and else how many KiB it holds. */
    private static final String LOOK =
            """
            test -e "$0" || exit 41
            test ! -d "$0" || test -n "$(ls -A "$0")" || exit 42
            du -sk "$0" 2>/dev/null || echo 0
            """;

    private final Engine engine;
    private final PreloadSpec spec;
    private final PreloadSetting setting;
    private final OutputSink log;
    private final StopSignal stop;
    private final Map<String, String> facts = new HashMap<>();

    private Preloading(Engine engine, PreloadSpec spec, PreloadSetting setting, OutputSink log, StopSignal stop) {
        this.engine = engine;
        this.spec = spec;
        this.setting = setting;
        this.log = log;
        this.stop = stop;
    }

    /** Loads and proves. {@code imageId} is the image that was built; it is not changed. */
    public static PreloadResult load(
            Engine engine, String imageId, PreloadSpec spec, PreloadSetting setting, OutputSink log, StopSignal stop) {
        Preloading preloading = new Preloading(engine, spec, setting, log, stop);
        try (Workplace workplace = new Workplace(engine, setting, spec.name())) {
            PreloadResult result = preloading.into(workplace, imageId);
            if (result instanceof Loaded) {
                workplace.keep();
            }
            return result;
        }
    }

    private PreloadResult into(Workplace workplace, String imageId) {
        Map<String, String> mounts =
                spec.volume().map(volume -> Map.of(volume, spec.into())).orElse(Map.of());
        spec.volume().ifPresent(this::provide);
        try (Deadline deadline = new Deadline(stop, spec.timeouts().total())) {
            Ran ran = workplace.shell(new Place(imageId, ONLINE, mounts), spec.run(), log, deadline);
            Duration loadTime = deadline.elapsed();
            if (!ran.passed()) {
                return refused(Stage.LOADING, "'" + spec.run() + "'", loadTime, ran.ending());
            }
            facts.put("preload.seconds", seconds(loadTime));
            String filled = spec.volume().isPresent() ? imageId : workplace.commit(ran, imageId);
            Optional<Refused> refusal = look(workplace, new Place(filled, OFFLINE, mounts))
                    .or(() -> proveOffline(workplace, new Place(filled, OFFLINE, mounts)));
            if (refusal.isPresent()) {
                return refusal.get();
            }
            return new Loaded(filled, added(imageId, filled), loadTime, facts);
        }
    }

    /** A volume that is there is filled further. */
    private void provide(String volume) {
        try {
            engine.createVolume(volume, setting.volumeLabels());
        } catch (EngineException there) {
            if (there.kind() != EngineException.Kind.CONFLICT) {
                throw there;
            }
        }
    }

    private Optional<Refused> look(Workplace workplace, Place place) {
        FirstNumber kibibytes = new FirstNumber();
        try (Deadline deadline = new Deadline(stop, LOOKING)) {
            Ending ending = workplace
                    .run(place, List.of("sh", "-c", LOOK, spec.into()), kibibytes, deadline)
                    .ending();
            if (ending instanceof Ending.Ended(int exit, boolean oomKilled, List<String> lines)
                    && (exit == ABSENT || exit == EMPTY)) {
                return Optional.of(new Refused(
                        Stage.LOOKING,
                        "preload %s: '%s' passed, but %s is %s afterwards%s"
                                .formatted(
                                        spec.name(),
                                        spec.run(),
                                        spec.into(),
                                        exit == ABSENT ? "not there" : "empty",
                                        advice()),
                        deadline.elapsed(),
                        null,
                        false,
                        lines));
            }
        }
        // Without a shell there is nothing to look with; the offline proof remains.
        facts.put("preload.intoBytes", Long.toString(kibibytes.value * 1024));
        return Optional.empty();
    }

    private String advice() {
        return spec.volume().isPresent()
                ? ""
                : ". Maybe the Dockerfile declares it as a VOLUME, so that it never becomes part of a layer";
    }

    private Optional<Refused> proveOffline(Workplace workplace, Place place) {
        if (spec.offline().isEmpty()) {
            return Optional.empty();
        }
        String command = spec.offline().get();
        try (Deadline deadline = new Deadline(stop, spec.timeouts().total())) {
            Ran ran = workplace.shell(place, command, log, deadline);
            facts.put("preload.offlineSeconds", seconds(deadline.elapsed()));
            return ran.passed()
                    ? Optional.empty()
                    : Optional.of(refused(
                            Stage.OFFLINE,
                            "with the network cut off, '" + command + "'",
                            deadline.elapsed(),
                            ran.ending()));
        }
    }

    private Refused refused(Stage stage, String what, Duration waited, Ending ending) {
        String head = "preload " + spec.name() + ": " + what + " ";
        return switch (ending) {
            case Ending.Ended(int exit, boolean oomKilled, List<String> lines) ->
                new Refused(
                        stage,
                        head + "ended with exit code " + exit + (oomKilled ? ", killed for want of memory" : ""),
                        waited,
                        exit,
                        oomKilled,
                        lines);
            case Ending.NotStarted(int exit, String why) ->
                new Refused(stage, head + "does not start: " + why, waited, exit, false, List.of(why));
            case Ending.TooLong(List<String> lines) ->
                new Refused(
                        stage,
                        head + "was still running after " + waited.toSeconds() + "s",
                        waited,
                        null,
                        false,
                        lines);
        };
    }

    /** What the layer adds, files beside the folder included; in a volume, what the folder holds. */
    private long added(String before, String after) {
        return before.equals(after)
                ? Long.parseLong(facts.getOrDefault("preload.intoBytes", "0"))
                : Math.max(0, size(after) - size(before));
    }

    private long size(String imageId) {
        return engine.image(imageId).map(ImageFacts::bytes).orElse(0L);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9);
    }

    /** Reads the answer of {@code du}: the number that its line begins with. */
    private static final class FirstNumber implements OutputSink {
        private volatile long value;

        @Override
        public void line(Stream stream, String line) {
            String number = line.split("\\s", 2)[0];
            if (stream == Stream.OUT && number.matches("\\d{1,12}")) {
                value = Long.parseLong(number);
            }
        }
    }
}
