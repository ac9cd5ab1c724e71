package dev.slipway.yaml;

import dev.slipway.model.BuildSpec;
import dev.slipway.model.Check;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.DevSpec;
import dev.slipway.model.HttpCall;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.model.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files that a valid pipeline names and that are not there. A build does not ask: a missing Dockerfile
 * stops its own image alone, while the others are finished.
 */
public final class MissingInputs {
    private final Pipeline pipeline;
    private final Set<Problem> problems = new LinkedHashSet<>();

    private MissingInputs(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** In the order of the pipeline. Reads no content. */
    public static List<Problem> in(Pipeline pipeline) {
        MissingInputs inputs = new MissingInputs(pipeline);
        pipeline.images().forEach(image -> image.variants().forEach(variant -> inputs.variant(image, variant)));
        for (ServiceSpec service : pipeline.services()) {
            inputs.container(service.origin(), "services." + service.name(), service.container());
        }
        pipeline.upkeep().dev().forEach(inputs::dev);
        for (StackCheck stack : pipeline.stackChecks()) {
            stack.steps().forEach(step -> inputs.check("stack", step.check()));
        }
        return List.copyOf(inputs.problems);
    }

    private void dev(DevSpec dev) {
        String where = "dev." + dev.image();
        BuildSpec build = dev.build();
        if (Files.isDirectory(build.context())) {
            inContext(dev.origin(), where, "the Dockerfile", build.context(), build.dockerfile());
        } else {
            tell(dev.origin(), where, "the context " + shown(build.context()) + " is not a folder");
        }
        Stream.concat(dev.mounts().keySet().stream(), dev.rebuild().stream())
                .filter(path -> !Files.exists(path))
                .forEach(path -> tell(dev.origin(), where, "the path " + shown(path) + " is not there"));
    }

    private void variant(ImageSpec image, Variant variant) {
        String where =
                "images." + image.name() + (image.variants().size() == 1 ? "" : " variant '" + variant.name() + "'");
        BuildSpec build = variant.build();
        if (Files.isDirectory(build.context())) {
            inContext(variant.origin(), where, "the Dockerfile", build.context(), build.dockerfile());
            build.overlay()
                    .values()
                    .forEach(file -> inContext(variant.origin(), where, "the overlay", build.context(), file));
        } else {
            tell(
                    variant.origin(),
                    "images." + image.name(),
                    "the context " + shown(build.context()) + " is not a folder");
        }
        container(variant.origin(), where, variant.proof().container());
        variant.proof().checks().forEach(check -> check(where, check));
    }

    private void container(Origin origin, String where, ContainerSettings container) {
        container.envFiles().stream()
                .filter(file -> !Files.isReadable(file) || !Files.isRegularFile(file))
                .forEach(file -> tell(origin, where, "the env file " + shown(file) + " is not there or not readable"));
        for (ContainerSettings.Volume volume : container.surface().volumes()) {
            if (volume instanceof ContainerSettings.Volume.Bound bound && !Files.exists(bound.source())) {
                tell(origin, where, shown(bound.source()) + ", seen at " + Quoted.of(bound.at()) + ", is not there");
            }
        }
    }

    private void inContext(Origin origin, String where, String what, Path context, String file) {
        if (!Files.isRegularFile(context.resolve(file))) {
            String is = Files.exists(context.resolve(file))
                    ? " is no regular file in the context "
                    : " is not in the context ";
            tell(origin, where, what + " " + Quoted.of(file) + is + shown(context));
        }
    }

    private void check(String where, Check check) {
        if (check instanceof Check.Http http
                && http.call().body().orElse(null) instanceof HttpCall.Body.Multipart multipart) {
            multipart.fields().values().stream()
                    .filter(value -> value.startsWith("@"))
                    .map(value -> pipeline.folder().resolve(value.substring(1)).normalize())
                    .filter(file -> !Files.isRegularFile(file))
                    .forEach(file -> tell(check.origin(), where, "the file " + shown(file) + " is not there"));
        }
    }

    private void tell(Origin origin, String where, String sentence) {
        problems.add(new Problem(origin, where, sentence, null));
    }

    private String shown(Path path) {
        Path folder = pipeline.folder();
        String shown = (path.startsWith(folder) ? folder.relativize(path) : path).toString();
        return Quoted.of(shown.isEmpty() ? "." : shown);
    }
}
