package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.ImageLayer;
import dev.slipway.engine.StopSignal;
import dev.slipway.probe.BedSetting;
import dev.slipway.probe.PackageSurvey;
import dev.slipway.run.Inventory.InstalledPackage;
import dev.slipway.run.Inventory.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks what an image holds. What cannot be found out is told as such, and is no reason for an attempt to fail. */
final class InventoryTaking {
    private static final Logger log = LoggerFactory.getLogger(InventoryTaking.class);

    private final Engine engine;

    InventoryTaking(Engine engine) {
        this.engine = engine;
    }

    Inventory of(String imageId, BedSetting setting, StopSignal stop) {
        List<String> unasked = new ArrayList<>();
        CompletableFuture<PackageSurvey.Answer> asked =
                CompletableFuture.supplyAsync(() -> packages(imageId, setting, stop), Thread::startVirtualThread);
        List<Layer> layers;
        long bytes;
        PackageSurvey.Answer answer;
        try {
            layers = layers(imageId, unasked);
            bytes = bytes(imageId);
        } finally {
            // Its container is this attempt's, and must not outlive it.
            answer = asked.join();
        }
        unasked.addAll(answer.unasked());
        return new Inventory(
                imageId,
                bytes,
                layers,
                answer.packages().stream()
                        .map(found -> new InstalledPackage(found.manager(), found.name(), found.version()))
                        .toList(),
                unasked);
    }

    private PackageSurvey.Answer packages(String imageId, BedSetting setting, StopSignal stop) {
        try {
            return PackageSurvey.ask(engine, imageId, setting, stop);
        } catch (RuntimeException strange) {
            return new PackageSurvey.Answer(List.of(), List.of("all: " + words(strange)));
        }
    }

    private List<Layer> layers(String imageId, List<String> unasked) {
        try {
            return engine.layers(imageId).stream()
                    .map((ImageLayer layer) -> new Layer(layer.instruction(), layer.bytes()))
                    .toList();
        } catch (RuntimeException broken) {
            unasked.add("layers: " + words(broken));
            return List.of();
        }
    }

    private static String words(RuntimeException broken) {
        if (broken instanceof EngineException refused) {
            return refused.operation() + ": " + refused.answer();
        }
        log.warn("a part of an inventory could not be taken", broken);
        return broken.toString();
    }

    private long bytes(String imageId) {
        try {
            return engine.image(imageId).map(ImageFacts::bytes).orElse(0L);
        } catch (RuntimeException broken) {
            return 0;
        }
    }
}
