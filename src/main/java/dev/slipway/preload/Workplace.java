package dev.slipway.preload;

import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.OutputSink;
import dev.slipway.probe.Deadline;
import dev.slipway.probe.OneOff;
import dev.slipway.probe.OneOff.Ending;
import dev.slipway.probe.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a preload has made in the engine and must not leave behind: its containers, and the image that it has committed
 * until that image has proven itself.
 */
final class Workplace implements AutoCloseable {
    private final Engine engine;
    private final PreloadSetting setting;
    private final String name;
    private final List<String> containers = new ArrayList<>();
    private @Nullable String provisional;

    Workplace(Engine engine, PreloadSetting setting, String name) {
        this.engine = engine;
        this.setting = setting;
        this.name = name.replaceAll("[^a-zA-Z0-9_.-]", "-");
    }

    /** Where a command is run. */
    record Place(String imageId, Attachment attachment, Map<String, String> mounts) {}

    /** A command that has run, and the container that is left of it. */
    record Ran(String container, Ending ending) {
        boolean passed() {
            return ending instanceof Ending.Ended ended && ended.exit() == 0;
        }
    }

    /** Runs a command line by the image's shell; word by word, and without secret variables, where it has none. */
    Ran shell(Place place, String command, OutputSink output, Deadline deadline) {
        Ran ran = run(place, List.of("sh", "-c", setting.withVariables(command)), output, deadline);
        List<String> words = Words.of(command);
        // A shell ends in the same way when it does not find what the command line names.
        return ran.ending().looksAbsent()
                        && !words.isEmpty()
                        && !run(place, List.of("sh", "-c", ":"), OutputSink.NOWHERE, deadline)
                                .passed()
                ? run(place, words, output, deadline)
                : ran;
    }

    Ran run(Place place, List<String> argv, OutputSink output, Deadline deadline) {
        String container = engine.createContainer(new ContainerSpec(
                place.imageId(),
                "%s-%s-%d".formatted(setting.prefix(), name, containers.size() + 1),
                argv.subList(0, 1),
                argv.subList(1, argv.size()),
                setting.env(),
                place.attachment(),
                setting.confinement(place.mounts()),
                setting.labels()));
        containers.add(container);
        return new Ran(container, OneOff.run(engine, container, output, deadline));
    }

    /** An image of what the container holds, with the configuration of the image that was built. */
    String commit(Ran ran, String configurationOf) {
        String committed = engine.commit(ran.container(), configurationOf, setting.imageLabels());
        provisional = committed;
        return committed;
    }

    /** From now on the committed image is the caller's. */
    void keep() {
        provisional = null;
    }

    /** The containers go before the image that they were made from. */
    @Override
    public void close() {
        Optional<EngineException> first = Optional.empty();
        for (String container : List.copyOf(containers)) {
            first = attempt(first, () -> engine.removeContainer(container));
        }
        String image = provisional;
        if (image != null) {
            first = attempt(first, () -> engine.removeImage(image));
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }

    private static Optional<EngineException> attempt(Optional<EngineException> first, Runnable removal) {
        try {
            removal.run();
            return first;
        } catch (EngineException failure) {
            first.filter(earlier -> earlier != failure).ifPresent(earlier -> earlier.addSuppressed(failure));
            return first.isPresent() ? first : Optional.of(failure);
        }
    }
}
