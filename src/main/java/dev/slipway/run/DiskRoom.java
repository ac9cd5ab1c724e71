package dev.slipway.run;

import dev.slipway.context.BuildContext;
import dev.slipway.context.ContextEntry;
import dev.slipway.diagnose.Diagnosis;
import dev.slipway.engine.DiskUse;
import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Variant;
import dev.slipway.plan.Existing;
import dev.slipway.plan.ImageLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks before a build whether the engine's disk will do, and warns once a run where it may not. Only of an engine on
 * this machine it is known: any other build begins unasked. Trouble with the question is no trouble of the build.
 */
final class DiskRoom {
    private static final Logger log = LoggerFactory.getLogger(DiskRoom.class);

    /** More than any build takes; counting a context's bytes is not worth its time then. */
    private static final long AMPLE = 20_000_000_000L;

    private final Engine engine;
    private final RunSetting setting;
    private final Narrator narrator;
    private boolean warned;

    DiskRoom(Engine engine, RunSetting setting, Narrator narrator) {
        this.engine = engine;
        this.setting = setting;
        this.narrator = narrator;
    }

    /** Why the build cannot even begin, if so. {@code bases} are the images that it starts from. */
    Optional<Diagnosis> lacking(ImageSpec image, Variant variant, Collection<String> bases) {
        try {
            OptionalLong free = free();
            if (free.isEmpty() || free.getAsLong() >= AMPLE) {
                return Optional.empty();
            }
            DiskForecast forecast = forecast(image, variant, bases);
            return switch (forecast.in(free.getAsLong())) {
                case ENOUGH -> Optional.empty();
                case TIGHT -> {
                    warn(image.name(), forecast, free.getAsLong());
                    yield Optional.empty();
                }
                case HOPELESS -> Optional.of(OwnDiagnoses.noRoom(forecast.context(), free.getAsLong()));
            };
        } catch (EngineException | IOException unknown) {
            log.debug("nobody can say whether there is room for {}", image.name(), unknown);
            return Optional.empty();
        }
    }

    private OptionalLong free() throws IOException {
        if (!engine.info().byLocalSocket()) {
            return OptionalLong.empty();
        }
        // An engine within a virtual machine has a folder that this machine has not.
        String root = engine.housekeeping().host().ground().root();
        Path folder = Path.of(root);
        return !root.isEmpty() && Files.isDirectory(folder)
                ? OptionalLong.of(Files.getFileStore(folder).getUsableSpace())
                : OptionalLong.empty();
    }

    private DiskForecast forecast(ImageSpec image, Variant variant, Collection<String> bases) throws IOException {
        long context = 0;
        BuildContext sent = Ingredients.context(variant);
        for (ContextEntry entry : sent.entries()) {
            context += entry instanceof ContextEntry.RegularFile file ? file.size() : 0;
        }
        long lastTime = Observation.existing(engine, setting.pipeline(), image).stream()
                .filter(existing -> existing.variant().equals(variant.name()))
                .mapToLong(Existing::bytes)
                .max()
                .orElse(0);
        long base = bases.stream()
                .flatMap(reference -> engine.image(reference).stream())
                .mapToLong(ImageFacts::bytes)
                .max()
                .orElse(0);
        return new DiskForecast(context, lastTime, base);
    }

    private synchronized void warn(String image, DiskForecast forecast, long free) {
        if (warned) {
            return;
        }
        warned = true;
        List<String> nameless = engine.imagesLabelled(ImageLabels.PIPELINE, "").stream()
                .filter(facts -> facts.tags().isEmpty())
                .map(ImageFacts::id)
                .toList();
        DiskUse use = DiskUse.UNKNOWN;
        try {
            use = engine.housekeeping().diskUse();
        } catch (EngineException busy) {
            log.debug("the engine does not say what could be freed", busy);
        }
        narrator.notice(RunEvent.Level.WARNING, forecast.warning(image, free, nameless, use));
    }
}
