package dev.slipway.run;

import dev.slipway.context.InputDigest;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.dotenv.EnvFile;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.ContainerSettings.Surface;
import dev.slipway.model.ContainerSettings.Volume;
import dev.slipway.model.Origin;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.model.Variant;
import dev.slipway.plan.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of this machine that containers are run with: env files, and paths that are seen inside. */
final class ContainerFiles {
    private final Pipeline pipeline;
    private final List<String> lacks = new ArrayList<>();

    private ContainerFiles(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** What stands in the way of every check of the variant, if anything does. */
    static Optional<Diagnosis> lacking(Pipeline pipeline, Variant variant) {
        ContainerFiles files = new ContainerFiles(pipeline);
        files.look(variant.origin(), variant.proof().container());
        variant.proof().services().forEach(files::service);
        return files.diagnosis();
    }

    /** What stands in the way of the stack check; its images had their proof already. */
    static Optional<Diagnosis> lacking(Pipeline pipeline, StackCheck check) {
        ContainerFiles files = new ContainerFiles(pipeline);
        check.start().forEach(files::service);
        return files.diagnosis();
    }

    /**
     * Hashes of the env files, and of bound paths that containers may only read, by what they are called wherever the
     * pipeline lies. What containers may write to is left out: a check that writes there would never be proven for long.
     */
    static Map<String, String> hashes(Pipeline pipeline, Stream<ContainerSettings> all) {
        Map<String, String> hashes = new TreeMap<>();
        all.forEach(container -> {
            container.envFiles().forEach(file -> hashes.put("env file " + portable(pipeline, file), hash(file)));
            for (Volume volume : container.surface().volumes()) {
                if (volume instanceof Volume.Bound(Path source, String at, boolean readOnly) && readOnly) {
                    hashes.put("bound path " + portable(pipeline, source), BoundFiles.hash(source));
                }
            }
        });
        return hashes;
    }

    /** As {@link Definition} tells it, the same wherever the pipeline lies, and without the ports that checks never open. */
    static String definition(Pipeline pipeline, ContainerSettings container) {
        return Definition.of(portable(pipeline, container.withoutPorts()));
    }

    /** The same of a service. */
    static String definition(Pipeline pipeline, ServiceSpec service) {
        return Definition.of(new ServiceSpec(
                service.name(),
                service.image(),
                service.command(),
                service.env(),
                service.ready(),
                portable(pipeline, service.container().withoutPorts()),
                service.origin()));
    }

    private static ContainerSettings portable(Pipeline pipeline, ContainerSettings container) {
        Surface surface = container.surface();
        List<Volume> volumes = new ArrayList<>();
        for (Volume volume : surface.volumes()) {
            volumes.add(
                    switch (volume) {
                        case Volume.Named named -> named;
                        case Volume.Bound(Path source, String at, boolean readOnly) ->
                            new Volume.Bound(Path.of(portable(pipeline, source)), at, readOnly);
                    });
        }
        return new ContainerSettings(
                container.limits(),
                new Surface(surface.runAs(), volumes, surface.readOnly(), surface.tmpfs()),
                container.secrets(),
                container.envFiles().stream()
                        .map(file -> Path.of(portable(pipeline, file)))
                        .toList(),
                container.ports());
    }

    /** From the pipeline's folder, unless they have nothing but the root in common: then it is the machine's own. */
    private static String portable(Pipeline pipeline, Path file) {
        Path folder = pipeline.folder().toAbsolutePath().normalize();
        Path clean = file.toAbsolutePath().normalize();
        boolean near = folder.getNameCount() > 0
                && clean.getNameCount() > 0
                && folder.getName(0).equals(clean.getName(0));
        return (near ? folder.relativize(clean) : clean).toString();
    }

    private static String hash(Path file) {
        try {
            return InputDigest.start().add(Files.readAllBytes(file)).hex();
        } catch (IOException unreadable) {
            return "absent";
        }
    }

    private void service(String name) {
        pipeline.service(name).ifPresent(service -> look(service.origin(), service.container()));
    }

    private void look(Origin origin, ContainerSettings container) {
        for (Path file : container.envFiles()) {
            if (EnvFile.read(file, shown(pipeline, file))
                    instanceof EnvFile.Reading.Refused(List<EnvFile.Mistake> mistakes)) {
                mistakes.forEach(mistake -> lacks.add(origin + ": the env file " + mistake));
            }
        }
        for (Volume volume : container.surface().volumes()) {
            if (volume instanceof Volume.Bound(Path source, String at, boolean readOnly) && !Files.exists(source)) {
                lacks.add("%s: '%s', to be seen at %s, is not there".formatted(origin, shown(pipeline, source), at));
            }
        }
    }

    private Optional<Diagnosis> diagnosis() {
        return lacks.isEmpty() ? Optional.empty() : Optional.of(OwnDiagnoses.containerFiles(lacks));
    }

    private static String shown(Pipeline pipeline, Path file) {
        Path folder = pipeline.folder();
        return (file.startsWith(folder) ? folder.relativize(file) : file).toString();
    }
}
