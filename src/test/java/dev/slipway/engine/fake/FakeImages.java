package dev.slipway.engine.fake;

import dev.slipway.engine.EngineException;
import dev.slipway.engine.ImageFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Images and their names, as an engine keeps them: a name belongs to one image, an image goes with its last name. */
public final class FakeImages {
    private static final ImageFacts.Configuration PLAIN = new ImageFacts.Configuration(
            "", List.of(), List.of("sh"), Map.of("PATH", "/usr/bin:/bin"), List.of(), null, "");

    private final Map<String, ImageFacts> byId = new LinkedHashMap<>();
    private final Map<String, String> names = new TreeMap<>();
    private final Map<String, String> uses = new HashMap<>();
    private int made;

    public synchronized String make(Script script, Map<String, String> labels, List<String> tags) {
        return make(script.made().orElse(PLAIN), labels, script.bytes(), tags);
    }

    public synchronized String make(
            ImageFacts.Configuration configuration, Map<String, String> labels, long bytes, List<String> tags) {
        String id = "sha256:%064x".formatted(++made);
        byId.put(id, new ImageFacts(id, List.of(), List.of(), labels, bytes, configuration));
        tags.forEach(tag -> names.put(whole(tag), id));
        return id;
    }

    /** As {@link #make}, out of a registry, where it has a name by its content beside its tag. */
    public synchronized void pulled(Script script, String reference) {
        make(script, Map.of(), List.of(reference));
        String name = whole(reference);
        find(reference)
                .ifPresent(made -> byId.put(
                        made.id(),
                        new ImageFacts(
                                made.id(),
                                List.of(),
                                List.of(name.substring(0, name.lastIndexOf(':')) + "@" + digest(made.id())),
                                made.labels(),
                                made.bytes(),
                                made.configuration())));
    }

    /** A registry's name for content is another than the engine's id. */
    private static String digest(String id) {
        return "sha256:d" + id.substring("sha256:d".length());
    }

    /** Somebody's container is made from it, and holds it until it is {@link #letGo}. */
    public synchronized void use(String container, String reference) {
        find(reference).ifPresent(image -> uses.put(container, image.id()));
    }

    public synchronized void letGo(String container) {
        uses.remove(container);
    }

    public synchronized Optional<ImageFacts> find(String reference) {
        String id = names.getOrDefault(whole(reference), reference);
        return byId.values().stream()
                .filter(image -> image.id().equals(id) || image.digests().contains(reference))
                .findFirst()
                .map(this::named);
    }

    public synchronized List<ImageFacts> labelled(String label, String value) {
        return byId.values().stream()
                .filter(image -> image.labels().containsKey(label))
                .filter(image -> value.isEmpty() || value.equals(image.labels().get(label)))
                .map(this::named)
                .toList();
    }

    public synchronized List<ImageFacts> all() {
        return byId.values().stream().map(this::named).toList();
    }

    public synchronized boolean name(String reference, String name) {
        Optional<ImageFacts> image = find(reference);
        image.ifPresent(found -> names.put(whole(name), found.id()));
        return image.isPresent();
    }

    public synchronized void remove(String reference) {
        String id = names.remove(whole(reference));
        if (id == null) {
            if (uses.containsValue(reference)) {
                throw new EngineException(
                        EngineException.Kind.CONFLICT,
                        "removing image " + reference,
                        "unable to delete " + reference + ": a container uses it");
            }
            byId.remove(reference);
            names.values().removeIf(reference::equals);
        } else if (!names.containsValue(id)) {
            byId.remove(id);
        }
    }

    public synchronized List<String> tags() {
        return List.copyOf(names.keySet());
    }

    private ImageFacts named(ImageFacts image) {
        List<String> tags = new ArrayList<>();
        names.forEach((name, id) -> {
            if (id.equals(image.id())) {
                tags.add(name);
            }
        });
        return new ImageFacts(image.id(), tags, image.digests(), image.labels(), image.bytes(), image.configuration());
    }

    private static String whole(String name) {
        return name.startsWith("sha256:") || name.lastIndexOf(':') > name.lastIndexOf('/') ? name : name + ":latest";
    }
}
