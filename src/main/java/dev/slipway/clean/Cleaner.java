package dev.slipway.clean;

import dev.slipway.engine.Engine;
import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import dev.slipway.engine.OwnedObject;
import dev.slipway.plan.ImageLabels;
import dev.slipway.run.Home;
import dev.slipway.run.Owner;
import dev.slipway.run.RunFolders;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks for what can go, and lets it go. One object may look many times; it remembers nothing. */
public final class Cleaner {
    private final Engine engine;
    private final Home home;
    private final Scope scope;
    private final Wish wish;
    private final RunFolders folders;

    public Cleaner(Engine engine, Home home, Scope scope, Wish wish) {
        this.engine = engine;
        this.home = home;
        this.scope = scope;
        this.wish = wish;
        this.folders = new RunFolders(home);
    }

    /** Changes nothing. {@code now} is what ages are counted to. */
    public Inventory look(Instant now) {
        Sizes sizes = Sizes.of(engine);
        List<ImageFacts> images = engine.imagesLabelled(ImageLabels.PIPELINE, "");
        OldRuns runs = new OldRuns(home, folders);
        Set<String> pipelines = images.stream()
                .map(image -> image.labels().getOrDefault(ImageLabels.PIPELINE, ""))
                .collect(Collectors.toSet());
        List<Item> items = new ArrayList<>();
        List<Kept> kept = new ArrayList<>();
        sizes.refusal().ifPresent(answer -> kept.add(new Kept("sizes", "the engine did not count: " + answer)));
        List<OwnedObject> leftovers = new Leftovers(engine, folders).found();
        leftovers.forEach(object -> items.add(Leftovers.item(object, sizes)));
        OldImages.Needs needs = new OldImages.Needs(
                runs.atWork(pipelines),
                sizes.imagesUsedBesides(leftovers.stream().map(OwnedObject::id).toList()));
        Inventory old = new OldImages(scope, wish, folders::knownDead, needs, sizes).among(images);
        items.addAll(old.items());
        kept.addAll(old.kept());
        Set<String> named = named(images);
        List<Item> leaving = runs.items(
                wish.keepRuns(),
                pipeline -> scope.whole() || scope.pipeline(pipeline).isPresent(),
                run -> named.stream().anyMatch(text -> text.contains(run)));
        items.addAll(leaving);
        items.addAll(
                new OldReports(home).items(leaving.stream().map(Item::run).collect(Collectors.toSet()), scope.whole()));
        if (scope.whole()) {
            items.addAll(new OldRecords(home, now).items(fingerprints(images)));
        }
        if (wish.cache() && sizes.cache().entries() > 0) {
            items.add(new Item(
                    Item.Kind.CACHE,
                    "the builder's cache",
                    "cache",
                    sizes.cache().entries() + " records, shared by everybody on this engine (--cache)",
                    sizes.cache().bytes()));
        }
        return new Inventory(items, kept);
    }

    private Set<String> named(List<ImageFacts> images) {
        return Stream.concat(
                        images.stream().flatMap(image -> image.tags().stream()),
                        engine.owned(Owner.RUN_LABEL).stream()
                                .map(object -> object.labels().getOrDefault(Owner.RUN_LABEL, "")))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Set<String> fingerprints(List<ImageFacts> images) {
        return images.stream()
                .map(image -> image.labels().getOrDefault(ImageLabels.FINGERPRINT, ""))
                .collect(Collectors.toSet());
    }

    /**
     * Removes one after the other and tells each. What is refused does not stop the rest.
     *
     * @throws EngineException UNREACHABLE or TIMEOUT, with which nothing further can be removed
     */
    public List<Removal> remove(Inventory inventory, Consumer<Removal> told) {
        List<Removal> removals = new ArrayList<>();
        for (Item item : inventory.items()) {
            Removal removal = removed(item);
            removals.add(removal);
            told.accept(removal);
        }
        return removals;
    }

    private Removal removed(Item item) {
        try {
            return new Removal.Gone(item, freed(item));
        } catch (EngineException refused) {
            return switch (refused.kind()) {
                case UNREACHABLE, TIMEOUT, STOPPED -> throw refused;
                case NOT_FOUND, CONFLICT, REFUSED, UNSUPPORTED, FAILED -> new Removal.Refused(item, refused.answer());
            };
        } catch (IOException unremovable) {
            return new Removal.Refused(item, String.valueOf(unremovable));
        }
    }

    private long freed(Item item) throws IOException {
        switch (item.kind()) {
            case CONTAINER -> engine.removeContainer(item.id());
            case NETWORK -> engine.removeNetwork(item.id());
            case VOLUME -> engine.removeVolume(item.id());
            case IMAGE -> engine.removeImage(item.id());
            case REPORT, RUN, RECORD -> Folder.remove(Path.of(item.id()));
            case CACHE -> {
                return engine.housekeeping().pruneBuildCache();
            }
        }
        return item.bytes();
    }
}
