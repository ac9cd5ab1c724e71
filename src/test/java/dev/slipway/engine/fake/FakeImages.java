package dev.slipway.engine.fake;

import dev.slipway.engine.ImageFacts;
import java.util.ArrayList;
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

    public synchronized Optional<ImageFacts> find(String reference) {
        String id = names.getOrDefault(whole(reference), reference);
        return Optional.ofNullable(byId.get(id)).map(this::named);
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
