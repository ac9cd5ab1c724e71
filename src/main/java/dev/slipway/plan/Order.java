package dev.slipway.plan;

import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Orders images so that each stands behind all that it needs; among equals the declared order holds. */
public final class Order {
    private Order() {}

    /**
     * The wanted images and everything they need, in order. No name at all means every image.
     *
     * @throws IllegalStateException when the model holds a cycle or an unknown name, which its reader must have refused
     */
    public static List<ImageSpec> of(Pipeline pipeline, Collection<String> wanted) {
        Set<String> done = new LinkedHashSet<>();
        for (ImageSpec image : pipeline.images()) {
            if (wanted.isEmpty() || wanted.contains(image.name())) {
                visit(pipeline, image.name(), done, new ArrayList<>());
            }
        }
        return done.stream().map(name -> known(pipeline, name)).toList();
    }

    private static void visit(Pipeline pipeline, String name, Set<String> done, List<String> path) {
        if (done.contains(name)) {
            return;
        }
        if (path.contains(name)) {
            throw new IllegalStateException("images need each other: " + String.join(" → ", path) + " → " + name);
        }
        path.add(name);
        known(pipeline, name).needs().forEach(need -> visit(pipeline, need, done, path));
        path.remove(name);
        done.add(name);
    }

    private static ImageSpec known(Pipeline pipeline, String name) {
        return pipeline.image(name).orElseThrow(() -> new IllegalStateException("no image '" + name + "'"));
    }
}
