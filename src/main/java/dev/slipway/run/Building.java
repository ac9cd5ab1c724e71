package dev.slipway.run;

import dev.slipway.context.BuildContext;
import dev.slipway.context.Contexts;
import dev.slipway.diagnose.Evidence;
import dev.slipway.diagnose.Evidence.Ending;
import dev.slipway.diagnose.Phase;
import dev.slipway.engine.BuildAccess;
import dev.slipway.engine.BuildCache;
import dev.slipway.engine.BuildCache.Extent;
import dev.slipway.engine.BuildOutcome;
import dev.slipway.engine.BuildRequest;
import dev.slipway.engine.BuildRequest.Freshness;
import dev.slipway.engine.Engine;
import dev.slipway.model.ByteSize;
import dev.slipway.model.CacheSpec;
import dev.slipway.model.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The build step of an attempt: context, request, and what the builder said. */
final class Building {
    private final Engine engine;
    private final ProvenImages proven;
    private final Contexts contexts;
    private final boolean fresh;

    Building(Engine engine, ProvenImages proven, Contexts contexts, boolean fresh) {
        this.engine = engine;
        this.proven = proven;
        this.contexts = contexts;
        this.fresh = fresh;
    }

    /** @param tag the quarantine tag that the image is built under */
    Said<String> build(
            Variant variant, String tag, Map<String, String> labels, BuildAccess access, LayerNarration layers) {
        BuildContext context;
        try {
            context = Ingredients.context(contexts, variant, layers.stop());
        } catch (IOException machine) {
            return refused(variant, "reading the build context: " + Ingredients.sentence(machine));
        }
        proven.makeNames(variant.build().args());
        BuildRequest request = new BuildRequest(
                context,
                context.dockerfile(),
                variant.build().target().orElse(null),
                variant.build().platforms(),
                proven.resolve(variant.build().args()),
                labels,
                List.of(tag),
                fresh ? Freshness.NO_CACHE : Freshness.CACHED,
                access,
                cache(variant.build().cache()));
        BuildOutcome outcome;
        try {
            outcome = engine.build(request, layers, layers.stop());
        } finally {
            layers.closeOpen();
        }
        return switch (outcome) {
            case BuildOutcome.Built built ->
                new Said.Yes<>(
                        built.imageId(),
                        layers.summary(),
                        Map.of(
                                "contextBytes",
                                Long.toString(built.contextBytes()),
                                "context",
                                ByteSize.print(built.contextBytes())));
            case BuildOutcome.Failed failed -> new Said.No<>(evidence(variant, failed));
        };
    }

    private static BuildCache cache(CacheSpec wanted) {
        return new BuildCache(
                wanted.from(),
                wanted.to().map(CacheSpec.Target::image).orElse(null),
                wanted.to().filter(CacheSpec.Target::everyStep).isPresent() ? Extent.ALL : Extent.RESULT,
                wanted.inline());
    }

    private static Evidence evidence(Variant variant, BuildOutcome.Failed failed) {
        Path dockerfile = variant.build().context().resolve(variant.build().dockerfile());
        String place =
                dockerfile + failed.where().map(line -> ":" + line.line()).orElse("");
        return new Evidence(
                Phase.BUILD,
                failed.step().orElse("the build"),
                failed.exitCode().orElse(null),
                Ending.ITSELF,
                failed.message(),
                failed.lines(),
                place);
    }

    private static Said<String> refused(Variant variant, String message) {
        return new Said.No<>(new Evidence(
                Phase.BUILD, variant.build().dockerfile(), null, Ending.ITSELF, message, List.of(message), null));
    }
}
