package dev.slipway.run;

import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.EngineInfo;
import dev.slipway.engine.SecretValue;
import dev.slipway.engine.StopSignal;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Variant;
import dev.slipway.preflight.Demands;
import dev.slipway.preflight.Finding;
import dev.slipway.preflight.Severity;
import dev.slipway.run.RunEvent.Level;
import dev.slipway.secrets.Grant;
import dev.slipway.secrets.Grant.Remark;
import dev.slipway.secrets.Mask;
import dev.slipway.secrets.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What must be settled before anything of a build is sent: that the builder can do what is asked of it, that every
 * mount has somebody who supplies it, and the secrets themselves. Safe for any thread.
 */
final class Clearance {
    private final EngineInfo.Builder builder;
    private final Path pipelineFile;
    private final Secrets secrets;
    private final Narrator narrator;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Clearance(EngineInfo.Builder builder, Path pipelineFile, Secrets secrets, Narrator narrator) {
        this.builder = builder;
        this.pipelineFile = pipelineFile;
        this.secrets = secrets;
        this.narrator = narrator;
    }

    /** Whether a build may begin. */
    sealed interface Answer {
        record Cleared(BuildAccess access) implements Answer {}

        /** Another variant would only hide it. */
        record Refused(Diagnosis why) implements Answer {}

        record Cancelled() implements Answer {}
    }

    /** @param args of the build, with every reference written out */
    Answer of(ImageSpec image, Variant variant, Map<String, String> args, StopSignal stop) {
        Optional<Demands> demands = demands(variant);
        Optional<Diagnosis> refusal = demands.flatMap(this::refusal);
        if (refusal.isPresent()) {
            return new Answer.Refused(refusal.get());
        }
        if (builder == EngineInfo.Builder.CLASSIC) {
            demands.ifPresent(seen -> seen.optionalSecrets()
                    .forEach(id -> once(
                            Level.INFO,
                            image.name() + " is built without the optional secret '" + id
                                    + "': the classic builder takes none")));
            return new Answer.Cleared(BuildAccess.NONE);
        }
        return switch (secrets.of(variant.build().access(), stop)) {
            case Grant.Given given -> {
                demands.ifPresent(
                        seen -> seen.unsupplied().forEach(finding -> once(Level.WARNING, finding.toString())));
                given.remarks().forEach(remark -> remark(image, remark));
                inArguments(image, args, given.access().secrets());
                yield new Answer.Cleared(given.access());
            }
            case Grant.Refused refused -> new Answer.Refused(OwnDiagnoses.accessMissing(refused.lacks()));
            case Grant.Cancelled cancelled -> new Answer.Cancelled();
        };
    }

    /** Nothing of a Dockerfile that cannot be read: the attempt tells that properly. */
    private Optional<Demands> demands(Variant variant) {
        try {
            return Optional.of(Demands.of(variant, pipelineFile));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private Optional<Diagnosis> refusal(Demands demands) {
        if (builder == EngineInfo.Builder.CLASSIC) {
            Optional<Finding> needs = demands.needsBuildKit();
            if (needs.isPresent()) {
                return needs.map(OwnDiagnoses::unbuildable);
            }
        }
        return demands.unsupplied().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .findFirst()
                .map(OwnDiagnoses::unbuildable);
    }

    private void remark(ImageSpec image, Remark remark) {
        switch (remark) {
            case Remark.Absent absent ->
                once(
                        Level.INFO,
                        image.name() + " is built without an optional secret; "
                                + absent.lack().sentence());
            case Remark.Unmasked unmasked ->
                once(
                        Level.WARNING,
                        "the secret '%s' has fewer than %d characters and cannot be hidden in what is told"
                                .formatted(unmasked.id(), Mask.SHORTEST));
        }
    }

    /** Arguments are part of an image's history, where everybody who has the image can read them. */
    private void inArguments(ImageSpec image, Map<String, String> args, Map<String, SecretValue> values) {
        args.forEach((name, value) -> values.forEach((id, secret) -> {
            if (secrets.shows(value, secret)) {
                once(
                        Level.WARNING,
                        ("the build argument %s of %s holds the value of the secret '%s', and arguments can be read in the"
                                        + " image's history. Maybe leave it to 'RUN --mount=type=secret,id=%s'.")
                                .formatted(name, image.name(), id, id));
            }
        }));
    }

    private void once(Level level, String text) {
        if (told.add(text)) {
            narrator.notice(level, text);
        }
    }
}
