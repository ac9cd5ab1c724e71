package dev.slipway.run;

import dev.slipway.engine.Engine;
import dev.slipway.model.ImageSpec;
import dev.slipway.model.Pipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The images that this run has proved or kept, by name, and what {@code ${images.NAME}} stands for: a tag that holds
 * the id, because BuildKit takes no bare id in FROM. The tags are made when they are first asked for. They stay as long
 * as the image has another name, since a run beside this one may start from the same image. Safe for any thread.
 */
final class ProvenImages {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{images\\.([a-z0-9][a-z0-9_.-]*)\\}");

    private final Engine engine;
    private final Pipeline pipeline;
    private final Map<String, String> ids = new ConcurrentHashMap<>();
    private final Set<String> tags = ConcurrentHashMap.newKeySet();

    ProvenImages(Engine engine, Pipeline pipeline) {
        this.engine = engine;
        this.pipeline = pipeline;
    }

    void add(String image, String id) {
        ids.put(image, id);
    }

    Optional<String> id(String image) {
        return Optional.ofNullable(ids.get(image));
    }

    /** Names of images that the arguments refer to and that are not there yet, in order. */
    List<String> missing(Map<String, String> args) {
        Map<String, Boolean> missing = new TreeMap<>();
        args.values().forEach(value -> {
            Matcher matcher = REFERENCE.matcher(value);
            while (matcher.find()) {
                if (!ids.containsKey(matcher.group(1))) {
                    missing.put(matcher.group(1), true);
                }
            }
        });
        return new ArrayList<>(missing.keySet());
    }

    /** The arguments with every reference written out. All images they refer to must be there. */
    Map<String, String> resolve(Map<String, String> args) {
        Map<String, String> resolved = new LinkedHashMap<>();
        args.forEach((name, value) ->
                resolved.put(name, REFERENCE.matcher(value).replaceAll(found -> name(found.group(1)))));
        return resolved;
    }

    /** The same; a value stays as it is written where an image that it refers to is not there. */
    Map<String, String> resolveKnown(Map<String, String> args) {
        Map<String, String> resolved = new LinkedHashMap<>();
        args.forEach((name, value) -> {
            Map<String, String> one = Map.of(name, value);
            resolved.putAll(missing(one).isEmpty() ? resolve(one) : one);
        });
        return resolved;
    }

    /** Puts the tags there that resolved arguments name. */
    void makeNames(Map<String, String> args) {
        args.values().forEach(value -> {
            Matcher matcher = REFERENCE.matcher(value);
            while (matcher.find()) {
                String tag = name(matcher.group(1));
                if (tags.add(tag)) {
                    engine.tag(known(matcher.group(1)), tag);
                }
            }
        });
    }

    private String name(String image) {
        ImageSpec spec = pipeline.image(image).orElseThrow(() -> new IllegalStateException("no image '" + image + "'"));
        return Names.byId(pipeline, spec, known(image));
    }

    /** @throws IllegalStateException when the image is not proven: what needs it must wait */
    String known(String image) {
        return id(image).orElseThrow(() -> new IllegalStateException("image '" + image + "' is not proven yet"));
    }
}
