package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.ContainerSecrets;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.AccessSpec;
import dev.slipway.model.ContainerSettings.ContainerSecret;
import dev.slipway.model.Pipeline;
import dev.slipway.model.SecretSource;
import dev.slipway.model.Variant;
import dev.slipway.probe.Vault;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.secrets.Grant;
import dev.slipway.secrets.Grant.Lack;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * The secrets of running containers, out of the same purse as those of builds: had once a run, hidden from then on. Safe
 * for any thread.
 */
final class ContainerAccess implements Vault {
    private final Secrets secrets;
    private final BiConsumer<Level, String> notices;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param notices told what is worth knowing, once */
    ContainerAccess(Secrets secrets, BiConsumer<Level, String> notices) {
        this.secrets = secrets;
        this.notices = notices;
    }

    /** For whoever starts no container. */
    static ContainerAccess none(Path folder) {
        return new ContainerAccess(new Secrets(Map.of(), folder, new Mask()), (level, text) -> {});
    }

    /** Whether containers can be given all that they require. */
    sealed interface Answer {
        record Cleared() implements Answer {}

        /** Another variant would only hide it. */
        record Refused(Diagnosis why) implements Answer {}

        record Cancelled() implements Answer {}
    }

    /** For the containers of a variant, and of the services beside it. */
    Answer clear(String image, Variant variant, Pipeline pipeline, StopSignal stop) {
        Map<String, Map<String, ContainerSecret>> wanted = new LinkedHashMap<>();
        wanted.put(image, variant.proof().container().secrets());
        variant.proof().services().forEach(name -> pipeline.service(name)
                .ifPresent(service -> wanted.put(name, service.container().secrets())));
        return clear(wanted, stop);
    }

    /** @param wanted secrets by id, by the name of the image or service whose containers want them */
    Answer clear(Map<String, Map<String, ContainerSecret>> wanted, StopSignal stop) {
        List<Lack> lacks = new ArrayList<>();
        for (Map.Entry<String, Map<String, ContainerSecret>> entry : wanted.entrySet()) {
            if (entry.getValue().isEmpty()) {
                continue;
            }
            switch (secrets.of(sources(entry.getValue()), stop)) {
                case Grant.Given given -> given.remarks().forEach(remark -> remark(entry.getKey(), remark));
                case Grant.Refused refused -> lacks.addAll(refused.lacks());
                case Grant.Cancelled cancelled -> {
                    return new Answer.Cancelled();
                }
            }
        }
        return lacks.isEmpty() ? new Answer.Cleared() : new Answer.Refused(OwnDiagnoses.containerSecretMissing(lacks));
    }

    /**
     * Whether each optional secret can be had, in words by id: what checks prove depends on that, and on no value. A
     * command is not asked before a container needs it, as it may have to ask its user.
     */
    Map<String, String> given(Map<String, ContainerSecret> wanted) {
        Map<String, String> given = new TreeMap<>();
        wanted.forEach((id, secret) -> {
            SecretSource source = secret.source();
            if (!source.required() && !(source instanceof SecretSource.FromCommand)) {
                given.put(id, secrets.has(source) ? "given" : "not given");
            }
        });
        return given;
    }

    @Override
    public ContainerSecrets of(Map<String, ContainerSecret> wanted) {
        if (wanted.isEmpty() || !(secrets.of(sources(wanted), new StopSignal()) instanceof Grant.Given given)) {
            return ContainerSecrets.NONE;
        }
        Map<String, SecretValue> variables = new HashMap<>();
        Map<String, SecretValue> files = new HashMap<>();
        given.access().secrets().forEach((id, value) -> {
            ContainerSecret secret = wanted.get(id);
            if (secret != null) {
                secret.variable()
                        .ifPresentOrElse(
                                variable -> variables.put(variable, withoutLineBreak(value)),
                                () -> files.put(id, value));
            }
        });
        return new ContainerSecrets(variables, files);
    }

    /** Editors end a file with a line break, which belongs to no password. */
    private static SecretValue withoutLineBreak(SecretValue value) {
        byte[] bytes = value.bytes();
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > 0 && end < bytes.length && bytes[end - 1] == '\r') {
            end--;
        }
        return new SecretValue(Arrays.copyOf(bytes, end));
    }

    private static AccessSpec sources(Map<String, ContainerSecret> wanted) {
        Map<String, SecretSource> sources = new LinkedHashMap<>();
        wanted.forEach((id, secret) -> sources.put(id, secret.source()));
        return new AccessSpec(sources, Map.of());
    }

    private void remark(String who, Grant.Remark remark) {
        switch (remark) {
            case Grant.Remark.Absent absent ->
                once(
                        Level.INFO,
                        "containers of " + who + " run without an optional secret; "
                                + absent.lack().sentence());
            case Grant.Remark.Unmasked unmasked ->
                once(
                        Level.WARNING,
                        "the secret '%s' has fewer than %d characters and cannot be hidden in what is told"
                                .formatted(unmasked.id(), Mask.SHORTEST));
        }
    }

    private void once(Level level, String text) {
        if (told.add(text)) {
            notices.accept(level, text);
        }
    }
}
