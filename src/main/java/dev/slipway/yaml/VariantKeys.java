package dev.slipway.yaml;

import dev.slipway.model.AccessSpec;
import dev.slipway.model.AgentSource;
import dev.slipway.model.Budget;
import dev.slipway.model.BuildSpec;
import dev.slipway.model.CacheSpec;
import dev.slipway.model.Check;
import dev.slipway.model.Origin;
import dev.slipway.model.Proof;
import dev.slipway.model.RetryPolicy;
import dev.slipway.model.SecretSource;
import dev.slipway.model.Timeouts;
import dev.slipway.model.Variant;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys that an image and each of its variants may hold, and the variant that they make up together. */
final class VariantKeys {
    static final Key<RetryPolicy> RETRY = Key.of(
                    "retry", RetrySection.SHAPE, "{attempts: 3}", "Patience with transient failures.")
            .otherwise("3 attempts, 2s..60s apart, within 10m");
    static final Key<TimeoutSection.Limits> TIMEOUT = Key.of(
                    "timeout", TimeoutSection.SHAPE, "25m", "Limits of every step; a duration alone is the total.")
            .otherwise("30m in all, 10m of silence");

    static final Key<Path> CONTEXT = Key.of(
                    "context", Paths.FROM_FOLDER, "backend", "The build context, from the pipeline's folder.")
            .otherwise("the folder named like the image")
            .strangers("build", "path", "dir", "folder");
    static final Key<String> DOCKERFILE = Key.of(
                    "dockerfile", Paths.IN_CONTEXT, "Dockerfile.worker", "The Dockerfile, from the context.")
            .fallback("Dockerfile")
            .strangers("file");
    static final Key<String> TARGET = Key.of(
                    "target",
                    Text.matching("a stage of the Dockerfile", "production", "[A-Za-z0-9][A-Za-z0-9_.-]{0,127}"),
                    "production",
                    "The stage to build.")
            .otherwise("the last stage")
            .strangers("stage");
    private static final Key<String> PLATFORM = Key.of(
                    "platform", Words.PLATFORM, "linux/amd64", "The platform to build for.")
            .otherwise("the engine's own");
    private static final Key<List<String>> PLATFORMS = Key.of(
                    "platforms",
                    new Mapped<>(ListOf.some(Words.PLATFORM), VariantKeys::distinct),
                    "[linux/amd64, linux/arm64]",
                    "Several platforms in one image, where the engine can hold such. Stands in the place of `platform`.")
            .otherwise("one alone");
    static final Key<Map<String, String>> ARGS = Key.of(
                    "args",
                    MapOf.any(Words.VARIABLES, Text.ARGUMENT),
                    "{APP_VERSION: \"1.2\"}",
                    "Build arguments. Here `${images.NAME}` stands for the image that the run proved, by id; the image is then built first.")
            .otherwise("none")
            .strangers("build_args", "build-args", "arguments");
    static final Key<Map<String, SecretSource>> SECRETS = Key.of(
                    "secrets",
                    MapOf.any(SecretSection.IDS, SecretSection.SHAPE),
                    "{hf_token: {env: HF_TOKEN, required: false}}",
                    "Secrets of the build.")
            .otherwise("none");
    static final Key<Map<String, AgentSource>> SSH = Key.of(
                    "ssh",
                    AgentSection.SHAPE,
                    "default",
                    "Agents that `RUN --mount=type=ssh` may use, to list keys and to sign: `default` is the one at SSH_AUTH_SOCK; "
                            + "others are `[default, ID=SOCKET]` or `{ID: SOCKET}`.")
            .otherwise("none")
            .strangers("agent", "agents");
    private static final Key<CacheSpec> CACHE = Key.of(
                    "cache",
                    CacheSection.SHAPE,
                    "{from: [registry.example.org/team/backend:cache]}",
                    "Finished steps shared with builds on other machines.")
            .otherwise("the engine's own alone")
            .strangers("cache_from", "cache_to", "cache-from", "cache-to");
    static final Key<Map<String, String>> OVERLAY = Key.of(
                    "overlay",
                    MapOf.any(Paths.IN_CONTEXT_KEYS, Paths.IN_CONTEXT),
                    "{requirements.txt: requirements.headless.txt}",
                    "Files of the context that stand in the place of others for this build alone.")
            .otherwise("none");
    private static final Key<List<String>> SERVICES = Key.of(
                    "services", ListOf.any(References.OWN_SERVICE), "[redis]", "Services that run beside the checks.")
            .otherwise("none");
    private static final Key<Map<String, String>> ENV = Key.of(
                    "env",
                    MapOf.any(Words.VARIABLES, Text.ANY),
                    "{LOG_LEVEL: debug}",
                    "Variables set in every container that a check starts.")
            .otherwise("none")
            .strangers("environment");
    private static final Key<Budget> BUDGET = Key.of(
                    "budget", BudgetSection.SHAPE, "{time: 15m, size: 1500MB}", "What the image may cost.")
            .otherwise("unlimited");
    private static final Key<List<PreloadSection.Draft>> PRELOAD = Key.of(
                    "preload",
                    ListOf.any(PreloadSection.SHAPE),
                    "[{name: models, run: python preload_models.py, into: /app/model_cache}]",
                    "Steps that put model weights in place after the build.")
            .otherwise("none")
            .strangers("preloads", "models");
    private static final Key<List<Check>> CHECKS = Key.of(
                    "checks",
                    ListOf.any(CheckSection.SHAPE),
                    "[{import: [arq]}, {run: arq --version}]",
                    "Questions to the built image, asked in this order.")
            .otherwise("none")
            .strangers("check", "tests", "healthcheck");

    static final List<Key<?>> ALL = List.of(
            CONTEXT,
            DOCKERFILE,
            TARGET,
            PLATFORM,
            PLATFORMS,
            ARGS,
            SECRETS,
            SSH,
            CACHE,
            OVERLAY,
            SERVICES,
            ENV,
            ContainerSection.CONTAINER,
            TIMEOUT,
            RETRY,
            BUDGET,
            PRELOAD,
            CHECKS);

    /** What an image and a variant hold at most one of. */
    static final Group ONE_KIND_OF_PLATFORM = Group.atMostOne("platform", "platforms");

    private VariantKeys() {}

    private static List<String> distinct(List<String> platforms, Cursor at) {
        Set<String> seen = new HashSet<>();
        platforms.stream()
                .filter(platform -> !seen.add(platform))
                .distinct()
                .forEach(twin -> at.problem("the platform " + Quoted.of(twin) + " stands there twice", null));
        return platforms;
    }

    /** Reads every value for its problems: what all variants override would otherwise never be looked at. */
    static void examine(Section section) {
        ALL.forEach(section::optional);
    }

    /** {@code section} holds the variant's own keys and all that it inherits. */
    static Variant read(String name, Origin origin, Section section) {
        Timeouts timeouts = section.value(TIMEOUT, TimeoutSection.Limits.UNSAID).over(section.scope());
        RetryPolicy retry = section.value(RETRY, RetrySection.read(Section.nothing(section.cursor())));
        return new Variant(
                name,
                build(section),
                proof(section, timeouts),
                timeouts,
                section.value(BUDGET, Budget.UNLIMITED),
                retry,
                origin);
    }

    private static BuildSpec build(Section section) {
        return new BuildSpec(
                section.value(CONTEXT, section.scope().folder().resolve(section.name())),
                section.value(DOCKERFILE),
                section.optional(TARGET),
                platforms(section),
                section.value(ARGS, Map.of()),
                section.value(OVERLAY, Map.of()),
                new AccessSpec(section.value(SECRETS, Map.of()), section.value(SSH, Map.of())),
                section.value(CACHE, CacheSpec.NONE));
    }

    private static List<String> platforms(Section section) {
        String alone = section.optional(PLATFORM);
        return alone == null ? section.value(PLATFORMS, List.of()) : List.of(alone);
    }

    private static Proof proof(Section section, Timeouts timeouts) {
        List<PreloadSection.Draft> drafts = section.value(PRELOAD, List.of());
        Proof proof = new Proof(
                drafts.stream().map(draft -> draft.under(timeouts)).toList(),
                section.value(CHECKS, List.of()),
                section.value(SERVICES, List.of()).stream().distinct().toList(),
                section.value(ENV, Map.of()),
                ContainerSection.whole(section));
        Set<String> names = new HashSet<>();
        proof.preloads().stream().filter(preload -> !names.add(preload.name())).forEach(preload -> section.at(PRELOAD)
                .problem("two preloads are named '" + preload.name() + "'", null));
        if (proof.checks().isEmpty()) {
            section.cursor().warning("no check proves that the image works", "Maybe add 'checks:'.");
        }
        return proof;
    }
}
