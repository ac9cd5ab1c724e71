package dev.slipway.doctor;

import dev.slipway.doctor.Finding.Skipped;
import dev.slipway.doctor.Observation.Area;
import dev.slipway.engine.ContainerSpec;
import dev.slipway.engine.ContainerSpec.Attachment;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.BaseSpec;
import dev.slipway.run.Owner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a build step would meet: a container of a base image looks for the indexes that its own tools are set up for. It
 * is asked on the engine's usual network, where build steps run too.
 */
record ContainerLook(Engine engine, String image, Attachment attachment) implements Examination {
    /** Two tell more than one (pip's index, npm's index); more would only take longer. */
    private static final int MOST = 2;

    private static final int LINES = 200;

    /** One examination for each of the first bases that are present; one that says so where none is. */
    static List<Examination> of(Engine engine, List<BaseSpec> bases) {
        List<Examination> looks = new ArrayList<>();
        // A language's base has tools with an index of their own, which a server's has not.
        bases.stream()
                .map(BaseSpec::reference)
                .sorted((one, other) -> Boolean.compare(language(other), language(one)))
                .filter(reference -> engine.image(reference).isPresent())
                .limit(MOST)
                .forEach(reference ->
                        looks.add(new ContainerLook(engine, reference, new Attachment.Default(List.of()))));
        if (looks.isEmpty()) {
            looks.add(new Look(
                    Area.CONTAINERS,
                    "network",
                    () -> new Skipped("no base image of the pipeline is present to try with")));
        }
        return looks;
    }

    private static boolean language(String reference) {
        return reference.contains("python") || reference.contains("node");
    }

    @Override
    public Area area() {
        return Area.CONTAINERS;
    }

    @Override
    public String subject() {
        return image;
    }

    @Override
    public boolean network() {
        return true;
    }

    @Override
    public List<Observation> examine(StopSignal stop) {
        Owner owner = Owner.self();
        String name = "slipway-doctor-" + owner.process() + "-" + image.replaceAll("[^A-Za-z0-9]+", "-");
        String container = engine.createContainer(new ContainerSpec(
                image,
                name,
                List.of("/bin/sh", "-c", script()),
                List.of(),
                // The C library's usual patience with a dead name server is ten seconds and more.
                Map.of("RES_OPTIONS", "timeout:2 attempts:1", "PIP_NO_COLOR", "1"),
                attachment,
                Map.of(),
                owner.labels("doctor-" + owner.process())));
        try {
            engine.start(container);
            boolean ended = ended(container, stop);
            return new ContainerReport(image, engine.logTail(container, LINES), ended, Here::of).observations();
        } finally {
            engine.removeContainer(container);
        }
    }

    /** What was said before the time was over counts all the same. */
    private boolean ended(String container, StopSignal stop) {
        try {
            engine.await(container, stop);
            return true;
        } catch (EngineException stopped) {
            if (stopped.kind() != EngineException.Kind.STOPPED) {
                throw stopped;
            }
            return false;
        }
    }

    static String script() {
        try (InputStream text = ContainerLook.class.getResourceAsStream("ask.sh")) {
            if (text == null) {
                throw new IllegalStateException("ask.sh is not in the program");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
