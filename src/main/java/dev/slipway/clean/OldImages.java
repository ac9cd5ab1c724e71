package dev.slipway.clean;

import dev.slipway.engine.ImageFacts;
import dev.slipway.model.Pipeline;
import dev.slipway.plan.ImageLabels;
import dev.slipway.run.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which names of which images nobody needs any more. Only names of ours and nameless images are ever among them, and
 * tags that a pipeline promotes where that is wished: an image that somebody made from one of ours has our labels too.
 * Of a pipeline that a run works on, nothing is.
 */
final class OldImages {
    private final Scope scope;
    private final Wish wish;
    private final Predicate<String> dead;
    private final Needs needs;
    private final Sizes sizes;
    private final List<Item> items = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private final Map<String, Integer> strangers = new TreeMap<>();

    /**
     * @param dead tells dead runs of this home by the rest of a quarantine tag
     */
    OldImages(Scope scope, Wish wish, Predicate<String> dead, Needs needs, Sizes sizes) {
        this.scope = scope;
        this.wish = wish;
        this.dead = dead;
        this.needs = needs;
        this.sizes = sizes;
    }

    /**
     * Who still needs something.
     *
     * @param atWork pipelines that runs of this home work on
     * @param used ids of images that containers were made from
     */
    record Needs(Set<String> atWork, Set<String> used) {
        Needs {
            atWork = Set.copyOf(atWork);
            used = Set.copyOf(used);
        }
    }

    /** @param images all that carry our label */
    Inventory among(List<ImageFacts> images) {
        Set<String> busy = busy(images);
        Set<String> told = new HashSet<>();
        for (ImageFacts image : images) {
            String pipeline = pipeline(image);
            if (!meant(pipeline)) {
                continue;
            }
            if (busy.contains(pipeline)) {
                if (told.add(pipeline)) {
                    kept.add(new Kept("images of '" + pipeline + "'", "a run may be at work on them"));
                }
                continue;
            }
            names(image, pipeline);
        }
        strangers.forEach((pipeline, count) -> kept.add(new Kept(
                count + " proven of '" + pipeline + "'",
                scope.unreadable().contains(pipeline)
                        ? "its file cannot be read"
                        : "this project has no such pipeline (--all-pipelines)")));
        return new Inventory(items, kept);
    }

    private static String pipeline(ImageFacts image) {
        return image.labels().getOrDefault(ImageLabels.PIPELINE, "");
    }

    private boolean meant(String pipeline) {
        return scope.whole() || scope.pipeline(pipeline).isPresent();
    }

    /** A quarantine tag of a run that is not known to be dead may belong to a run of another home, or to one of this. */
    private Set<String> busy(List<ImageFacts> images) {
        return images.stream()
                .filter(image -> image.tags().stream()
                        .map(Names::quarantined)
                        .flatMap(Optional::stream)
                        .anyMatch(rest -> !dead.test(rest)))
                .map(OldImages::pipeline)
                .collect(Collectors.toCollection(() -> new HashSet<>(needs.atWork())));
    }

    private void names(ImageFacts image, String pipeline) {
        Map<String, String> going = new TreeMap<>();
        for (String tag : image.tags()) {
            why(tag, pipeline).ifPresent(why -> going.put(tag, why));
        }
        List<String> staying = new ArrayList<>(image.tags());
        staying.removeAll(going.keySet());
        // A name by id holds an image for a builder; alone it is no reason to keep it.
        if (staying.stream().allMatch(Names::isById)) {
            staying.forEach(tag -> going.put(tag, "the image has no other name"));
            staying.clear();
        }
        // The last name of an image that a container was made from cannot be had from the engine.
        if (staying.isEmpty() && needs.used().contains(image.id())) {
            kept.add(new Kept(
                    image.tags().isEmpty() ? nameless(image, pipeline) : String.join(", ", image.tags()),
                    "a container uses it"));
            return;
        }
        if (image.tags().isEmpty()) {
            // Labels alone do not tell an image of ours from one that somebody made from it.
            items.add(new Item(
                    Item.Kind.IMAGE,
                    nameless(image, pipeline),
                    image.id(),
                    "it has no name: a newer one took it, or it was built from one of ours",
                    sizes.image(image)));
            return;
        }
        int left = going.size();
        for (Map.Entry<String, String> name : going.entrySet()) {
            left--;
            long bytes = left == 0 && staying.isEmpty() ? sizes.image(image) : 0;
            items.add(new Item(Item.Kind.IMAGE, name.getKey(), name.getKey(), name.getValue(), bytes));
        }
        if (wish.images() && !going.isEmpty()) {
            staying.stream()
                    .filter(tag -> !Names.isById(tag))
                    .forEach(tag -> kept.add(new Kept(
                            tag,
                            promoted(tag, pipeline)
                                    ? "a promoted tag is yours (--promoted)"
                                    : "it is no name of Slipway's")));
        }
    }

    private static String nameless(ImageFacts image, String pipeline) {
        return image.labels().getOrDefault(ImageLabels.IMAGE, "?") + " of '" + pipeline + "', "
                + image.id().replaceFirst("^sha256:", "").substring(0, 12);
    }

    /** Why a name can go; empty when it stays. */
    private Optional<String> why(String tag, String pipeline) {
        if (Names.quarantined(tag).isPresent()) {
            return Optional.of("in quarantine, and its run has ended");
        }
        Optional<Pipeline> known = scope.pipeline(pipeline);
        if (Names.isProven(tag)) {
            if (known.isEmpty() && !(wish.strangers() && !scope.unreadable().contains(pipeline))) {
                strangers.merge(pipeline, 1, Integer::sum);
                return Optional.empty();
            }
            if (Names.isWorkedOn(tag)) {
                return whyWorkedOn(tag, known);
            }
            if (known.isPresent() && !Names.proven(known.get()).contains(tag)) {
                return Optional.of("the pipeline has no such rung any more");
            }
            return wish.images() ? Optional.of("proven (--images)") : Optional.empty();
        }
        return wish.images() && wish.promoted() && promoted(tag, pipeline)
                ? Optional.of("promoted (--promoted)")
                : Optional.empty();
    }

    private Optional<String> whyWorkedOn(String tag, Optional<Pipeline> known) {
        if (known.isPresent() && !Names.workedOn(known.get()).contains(tag)) {
            return Optional.of("the pipeline has no such image under 'dev:' any more");
        }
        return wish.images() ? Optional.of("built by 'dev' (--images)") : Optional.empty();
    }

    private boolean promoted(String tag, String pipeline) {
        return scope.pipeline(pipeline)
                .map(known ->
                        known.images().stream().anyMatch(image -> image.tags().contains(tag)))
                .orElse(false);
    }
}
