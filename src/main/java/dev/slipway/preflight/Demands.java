package dev.slipway.preflight;

import dev.slipway.model.BuildSpec;
import dev.slipway.model.CacheSpec;
import dev.slipway.model.Origin;
import dev.slipway.model.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one variant asks of its builder and of whoever supplies secrets and agents, seen before anything is built. */
public final class Demands {
    private static final String NEEDS_BUILDKIT = "needs-buildkit";

    private final Variant variant;
    private final Dockerfile dockerfile;
    private final Silence silence;

    private Demands(Variant variant, Dockerfile dockerfile) {
        this.variant = variant;
        this.dockerfile = dockerfile;
        this.silence = new Silence(dockerfile.lines());
    }

    public static Demands of(Variant variant, Dockerfile dockerfile) {
        return new Demands(variant, dockerfile);
    }

    /**
     * Reads the Dockerfile, the one that the overlay lays there if it does.
     *
     * @param pipelineFile paths are told as its own is
     * @throws IOException when it cannot be read
     */
    public static Demands of(Variant variant, Path pipelineFile) throws IOException {
        BuildSpec build = variant.build();
        String name = build.overlay().getOrDefault(build.dockerfile(), build.dockerfile());
        Path file = build.context().resolve(name);
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return new Demands(
                variant, Dockerfile.parse(text, Places.of(pipelineFile).show(file)));
    }

    /** Mounts of secrets and agents that the pipeline does not supply; an error where the Dockerfile requires it. */
    public List<Finding> unsupplied() {
        BuildSpec build = variant.build();
        List<Finding> findings = new ArrayList<>();
        for (Dockerfile.SecretMount mount :
                dockerfile.secretsMounted(build.args(), build.target().orElse(null))) {
            if (!build.secrets().containsKey(mount.id())) {
                String variable = mount.id().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
                findings.add(unsupplied(
                        "secret",
                        mount,
                        "the file will silently be absent",
                        "Maybe add 'secrets: {%s: {env: %s}}' to the image.".formatted(mount.id(), variable)));
            }
        }
        for (Dockerfile.SecretMount mount :
                dockerfile.agentsMounted(build.args(), build.target().orElse(null))) {
            if (!build.access().agents().containsKey(mount.id())) {
                String wish = mount.id().equals("default") ? "default" : "{" + mount.id() + ": /path/agent.sock}";
                findings.add(unsupplied(
                        "ssh",
                        mount,
                        "the agent will silently be absent",
                        "Maybe add 'ssh: %s' to the image.".formatted(wish)));
            }
        }
        return findings.stream()
                .filter(finding -> !silence.covers(finding.origin().line(), finding.rule()))
                .toList();
    }

    private Finding unsupplied(String what, Dockerfile.SecretMount mount, String otherwise, String remedy) {
        return new Finding(
                dockerfile.at(mount.line()),
                what + "-not-supplied",
                mount.required() ? Severity.ERROR : Severity.WARNING,
                "RUN mounts the %s '%s', which the pipeline does not supply to variant '%s'; %s."
                        .formatted(
                                what.equals("ssh") ? "ssh agent" : what,
                                mount.id(),
                                variant.name(),
                                mount.required() ? "it is required" : otherwise),
                remedy);
    }

    /**
     * Why the classic builder cannot build this: something in the Dockerfile, as far as the target, or something that the
     * pipeline asks for. Optional secrets are no reason, as the build can do without.
     */
    public Optional<Finding> needsBuildKit() {
        return dockerfile
                .buildKitFeature(variant.build().target().orElse(null))
                .map(feature -> needing(dockerfile.at(feature.line()), feature.reason()))
                .or(this::pipelineNeeds);
    }

    private Optional<Finding> pipelineNeeds() {
        BuildSpec build = variant.build();
        Optional<Finding> secret = build.secrets().entrySet().stream()
                .filter(entry -> entry.getValue().required())
                .findFirst()
                .map(entry -> needing(entry.getValue().origin(), "the secret '" + entry.getKey() + "'"));
        Optional<Finding> agent = build.access().agents().entrySet().stream()
                .findFirst()
                .map(entry -> needing(entry.getValue().origin(), "the ssh agent '" + entry.getKey() + "'"));
        return secret.or(() -> agent).or(() -> elsewhere(build));
    }

    private Optional<Finding> elsewhere(BuildSpec build) {
        CacheSpec cache = build.cache();
        if (cache.leaves()) {
            String key = cache.to().isPresent() ? "cache: {to: …}" : "cache: {inline: true}";
            return Optional.of(needing(variant.origin(), "'" + key + "'"));
        }
        return build.platforms().size() > 1
                ? Optional.of(needing(variant.origin(), "'platforms: [" + String.join(", ", build.platforms()) + "]'"))
                : Optional.empty();
    }

    private static Finding needing(Origin origin, String what) {
        return new Finding(
                origin,
                NEEDS_BUILDKIT,
                Severity.ERROR,
                what + " needs BuildKit, and the build would go to the classic builder.",
                "Maybe build on a Docker Engine (Podman has no BuildKit) with DOCKER_BUILDKIT=1, or remove what switches BuildKit off.");
    }

    /** The optional secrets that are not handed over when the classic builder builds. */
    public List<String> optionalSecrets() {
        return variant.build().secrets().entrySet().stream()
                .filter(entry -> !entry.getValue().required())
                .map(Map.Entry::getKey)
                .toList();
    }
}
