package dev.slipway.run;

import dev.slipway.diagnose.Phase;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.model.Check;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.MemoryLimit;
import dev.slipway.model.PreloadSpec;
import dev.slipway.model.ServiceSpec;
import dev.slipway.model.Variant;
import dev.slipway.plan.ImageLabels;
import dev.slipway.preload.PreloadResult;
import dev.slipway.preload.PreloadSetting;
import dev.slipway.preload.Preloading;
import dev.slipway.probe.BedSetting;
import dev.slipway.probe.Subject;
import dev.slipway.probe.TestBed;
import dev.slipway.run.Steps.Label;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The proof of one attempt: preloads, services, checks. All checks are asked, so that one run tells all that is wrong. */
final class Proving {
    private static final Logger log = LoggerFactory.getLogger(Proving.class);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Engine engine;
    private final Cast cast;
    private final Steps steps;
    private final String span;
    private final BedSetting setting;

    /** @param prefix begins the names of all containers and is unique to the attempt */
    Proving(Engine engine, Cast cast, Steps steps, String span, String prefix, Map<String, String> labels) {
        this.engine = engine;
        this.cast = cast;
        this.steps = steps;
        this.span = span;
        this.setting = new BedSetting(prefix, labels, cast.pipeline().folder(), GRACE, cast.access());
    }

    /** Loads what is to be preloaded, one after the other, each into the image that the one before left. */
    Fate<String> preload(String image, Variant variant, String imageId, Map<String, String> imageLabels) {
        String current = imageId;
        Optional<MemoryLimit> limit = limit(image, variant);
        for (PreloadSpec preload : variant.proof().preloads()) {
            String title = "preload " + preload.name();
            Label label = new Label(span + "/preload." + preload.name(), StepKind.PRELOAD, Phase.PRELOAD, title);
            String from = current;
            Map<String, String> volumeLabels =
                    Map.of(ImageLabels.PIPELINE, cast.pipeline().name());
            PreloadSetting how = new PreloadSetting(
                    setting.prefix(),
                    setting.labels(),
                    imageLabels,
                    volumeLabels,
                    variant.proof().env(),
                    variant.proof().container().limits(),
                    cast.beside(variant));
            Fate<PreloadResult.Loaded> fate = steps.run(
                    label,
                    preload.timeouts(),
                    ground -> Ask.said(
                            title, limit, Preloading.load(engine, from, preload, how, ground.output(), ground.stop())));
            switch (fate) {
                case Fate.Passed<PreloadResult.Loaded> passed ->
                    current = passed.value().imageId();
                case Fate.Failed<PreloadResult.Loaded> failed -> {
                    return failed.of();
                }
                case Fate.Cancelled<PreloadResult.Loaded> cancelled -> {
                    return new Fate.Cancelled<>();
                }
            }
        }
        return new Fate.Passed<>(current);
    }

    /** Asks everything of the image; the first refusal is what the attempt failed of. */
    Fate<String> check(ImageSpec image, Variant variant, String imageId) {
        try (Bed bed = new Bed(TestBed.open(engine, setting))) {
            for (String name : variant.proof().services()) {
                Fate<Boolean> fate = service(bed.bed, cast.service(name), variant);
                if (!(fate instanceof Fate.Passed<Boolean>)) {
                    return carry(fate, imageId);
                }
            }
            Subject subject = cast.subject(variant, image.name(), imageId, Map.of())
                    .publishedFor(variant.proof().checks());
            return ask(bed.bed, variant, subject);
        }
    }

    private Fate<String> ask(TestBed bed, Variant variant, Subject subject) {
        Optional<Fate<String>> refusal = Optional.empty();
        Optional<MemoryLimit> limit = limit(subject.alias(), variant);
        int number = 0;
        for (Check check : variant.proof().checks()) {
            number++;
            Label label = new Label(span + "/check." + number, StepKind.CHECK, Phase.CHECK, check.title());
            Fate<Boolean> fate = steps.run(
                    label,
                    variant.timeouts(),
                    ground -> Ask.said(
                            Phase.CHECK,
                            check.title(),
                            limit,
                            bed.ask(check, subject, ground.stop(), ground.output())));
            switch (fate) {
                case Fate.Passed<Boolean> passed -> {}
                case Fate.Failed<Boolean> failed -> refusal = refusal.or(() -> Optional.of(failed.of()));
                case Fate.Cancelled<Boolean> cancelled -> {
                    return new Fate.Cancelled<>();
                }
            }
        }
        return refusal.orElseGet(() -> new Fate.Passed<>(subject.imageId()));
    }

    private Fate<Boolean> service(TestBed bed, ServiceSpec service, Variant variant) {
        String title = "service " + service.name();
        Label label = new Label(span + "/service." + service.name(), StepKind.SERVICE, Phase.SERVICE, title);
        return steps.run(
                label,
                variant.timeouts(),
                ground -> Ask.said(
                        Phase.SERVICE,
                        title,
                        MemoryLimit.of(service),
                        bed.startService(service, ground.stop(), ground.output())));
    }

    private Optional<MemoryLimit> limit(String image, Variant variant) {
        return cast.pipeline().image(image).flatMap(spec -> MemoryLimit.of(spec, variant));
    }

    private static Fate<String> carry(Fate<Boolean> fate, String imageId) {
        return switch (fate) {
            case Fate.Passed<Boolean> passed -> new Fate.Passed<>(imageId);
            case Fate.Failed<Boolean> failed -> failed.of();
            case Fate.Cancelled<Boolean> cancelled -> new Fate.Cancelled<>();
        };
    }

    static Map<String, String> volumes(Variant variant) {
        Map<String, String> volumes = new HashMap<>();
        List<PreloadSpec> preloads = variant.proof().preloads();
        preloads.forEach(preload -> preload.volume().ifPresent(volume -> volumes.put(volume, preload.into())));
        return volumes;
    }

    /** A bed whose clean-up cannot turn a verdict around: what is left is swept by its labels when the run ends. */
    private record Bed(TestBed bed) implements AutoCloseable {
        @Override
        public void close() {
            try {
                bed.close();
            } catch (EngineException left) {
                log.warn("clean-up of a test bed was not complete; the run's own sweep follows", left);
            }
        }
    }
}
