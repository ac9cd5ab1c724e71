package dev.slipway.run;

import dev.slipway.dotenv.EnvFile;
import dev.slipway.engine.ContainerSecrets;
import dev.slipway.engine.SecretValue;
import dev.slipway.model.ContainerSettings;
import dev.slipway.model.Pipeline;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.StackCheck;
import dev.slipway.model.Variant;
import dev.slipway.probe.Subject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who takes part in the proofs of a run, as containers are started from it: images of the pipeline by the ids that this
 * run proved or kept, with the values of env files beside the variables that the pipeline gives. Safe for any thread.
 */
final class Cast {
    private final RunSetting setting;
    private final ProvenImages proven;
    private final ContainerAccess access;

    /** @param access the secrets of containers */
    Cast(RunSetting setting, ProvenImages proven, ContainerAccess access) {
        this.setting = setting;
        this.proven = proven;
        this.access = access;
    }

    /** For whoever starts no container. */
    Cast(RunSetting setting, ProvenImages proven) {
        this(setting, proven, ContainerAccess.none(setting.pipeline().folder()));
    }

    ContainerAccess access() {
        return access;
    }

    RunSetting setting() {
        return setting;
    }

    Pipeline pipeline() {
        return setting.pipeline();
    }

    /** The image of no pipeline that the service is started from; empty for one of this pipeline. */
    Optional<String> foreignImage(String service) {
        ServiceSpec spec = known(service);
        return spec.role().isPresent() ? Optional.empty() : Optional.of(spec.image());
    }

    /** Those of all services of the variant. */
    List<String> foreignImages(Variant variant) {
        return variant.proof().services().stream()
                .flatMap(service -> foreignImage(service).stream())
                .toList();
    }

    /** The service as it is started; the image that it plays must be proven. */
    ServiceSpec service(String name) {
        return service(name, Map.of());
    }

    /** The same; what is in {@code more} counts more than what the service gives. */
    ServiceSpec service(String name, Map<String, String> more) {
        ServiceSpec spec = known(name);
        String image = spec.role().map(proven::known).orElse(spec.image());
        Map<String, String> env = new HashMap<>(env(spec.container(), spec.env()));
        env.putAll(more);
        return spec.from(image, env);
    }

    /** The container of an image. What is in {@code more} counts more than what the variant gives. */
    Subject subject(Variant variant, String image, String id, Map<String, String> more) {
        ContainerSettings container = variant.proof().container();
        Map<String, String> env = new HashMap<>(env(container, variant.proof().env()));
        env.putAll(more);
        return new Subject(id, image, env).confined(container).mounting(Proving.volumes(variant));
    }

    /** The images of the pipeline that the check starts, by their own names or in another role. */
    Stream<String> images(StackCheck check) {
        return check.start().stream().flatMap(member -> pipeline()
                .service(member)
                .map(service -> service.role().stream())
                .orElseGet(() -> Stream.of(member)));
    }

    private ServiceSpec known(String name) {
        return pipeline().service(name).orElseThrow(() -> new IllegalStateException("no service '" + name + "'"));
    }

    /**
     * What a preload of the variant may know and its image may not keep: secrets, and what env files hold. Names that no
     * shell can set are left out.
     */
    ContainerSecrets beside(Variant variant) {
        ContainerSettings container = variant.proof().container();
        ContainerSecrets secrets = access.of(container.secrets());
        Map<String, SecretValue> variables = new HashMap<>();
        env(container, Map.of()).forEach((name, value) -> {
            if (!variant.proof().env().containsKey(name) && name.matches("[A-Za-z_][A-Za-z0-9_]*+")) {
                variables.put(name, new SecretValue(value.getBytes(StandardCharsets.UTF_8)));
            }
        });
        variables.putAll(secrets.variables());
        return new ContainerSecrets(variables, secrets.files());
    }

    /** Whether all files are usable has been asked before; one that went away since breaks the attempt. */
    static Map<String, String> env(ContainerSettings container, Map<String, String> own) {
        Map<String, String> env = new HashMap<>();
        for (Path file : container.envFiles()) {
            switch (EnvFile.read(file, file.toString())) {
                case EnvFile.Reading.Read(EnvFile read) -> env.putAll(read.values());
                case EnvFile.Reading.Refused(List<EnvFile.Mistake> mistakes) ->
                    throw new UncheckedIOException(
                            "reading an env file",
                            new NoSuchFileException(mistakes.getFirst().toString()));
            }
        }
        env.putAll(own);
        return env;
    }
}
