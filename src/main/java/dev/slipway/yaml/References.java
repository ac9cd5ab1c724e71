package dev.slipway.yaml;

import dev.slipway.yaml.Node.Scalar;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of images in an engine or a registry, and names of what the file itself declares. */
final class References {
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final String HOST =
            "(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+|[A-Za-z0-9.-]+(?=:[0-9]))(?::[0-9]{1,5})?";
    private static final String REPOSITORY = "(?:" + HOST + "/)?" + PART + "(?:/" + PART + ")*";
    private static final String TAGGED = REPOSITORY + "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?";
    private static final String PINNED = TAGGED + "(?:@sha256:[a-f0-9]{64})?";
    private static final Pattern TAG_FORM = Pattern.compile(TAGGED);
    private static final Pattern IMAGE_FORM = Pattern.compile(PINNED);
    private static final int LONGEST = 400;

    /** An image to be pulled or found. */
    static final Text<String> IMAGE =
            Text.of("an image", "redis:7", "^" + PINNED + "$", text -> form(text, IMAGE_FORM, "an image", "redis:7"));

    /** An image, or by <code>${images.NAME}</code> one of the file's own. */
    static final Text<String> IMAGE_OR_OWN = new Text<>(
            "an image",
            "redis:7",
            "^(?:" + PINNED + "|\\$\\{images\\." + Words.NAME_PATTERN + "})$",
            Substitution.IMAGES_TOO,
            text -> own(text).isPresent() ? text : IMAGE.parser().apply(text));

    /** An image that a build leaves in a registry. */
    static final Text<String> NAME = Text.of(
            "an image without a digest",
            "registry.example.org/team/backend:cache",
            "^" + TAGGED + "$",
            References::tag);

    static final MapOf.Keys IMAGES = new MapOf.Keys("an image", "python:3.11-slim", IMAGE_FORM);

    /** A tag that the run will move; no two images may share one. */
    static final Mapped<String, String> TAG = new Mapped<>(
            Text.of("a tag", "ai-stack/backend:latest", "^" + TAGGED + "$", References::tag), References::claim);

    /** Names of images of the file. */
    static final Mapped<String, String> OWN_IMAGE = new Mapped<>(
            Words.NAME,
            (name, at) -> known(name, at, "image", at.scope().names().images()));

    static final Mapped<String, String> OWN_SERVICE = new Mapped<>(
            Words.NAME,
            (name, at) -> known(name, at, "service", at.scope().names().services()));

    static final Mapped<String, String> OWN_CONTAINER = new Mapped<>(
            Words.NAME,
            (name, at) -> known(name, at, "image or service", at.scope().names().containers()));

    private References() {}

    /** The image of the file that the text stands for, if it is one. */
    static Optional<String> own(String text) {
        Matcher reference = Substitution.IMAGE.matcher(text);
        return reference.matches() ? Optional.of(reference.group(1)) : Optional.empty();
    }

    static boolean isTag(String text) {
        return text.length() <= LONGEST && TAG_FORM.matcher(text).matches();
    }

    private static String tag(String text) {
        if (text.indexOf('@') >= 0) {
            throw new Misread(Quoted.of(text) + " has a digest, and a tag cannot have one", null);
        }
        return form(text, TAG_FORM, "a tag", "ai-stack/backend:latest");
    }

    private static String form(String text, Pattern pattern, String wanted, String example) {
        if (text.length() > LONGEST || !pattern.matcher(text).matches()) {
            String lower = text.toLowerCase(Locale.ROOT);
            boolean capitals = !lower.equals(text) && pattern.matcher(lower).matches();
            throw new Misread(
                    Quoted.of(text) + " is not " + wanted + ", such as " + example,
                    capitals ? "Maybe " + Quoted.of(lower) + "?" : null);
        }
        return text;
    }

    static @Nullable String claim(String tag, Cursor at) {
        Node first = at.scope().names().claimed(written(tag), at.node());
        if (first == at.node()) {
            at.problem("the tag " + Quoted.of(tag) + " goes to two images through an alias", null);
            return null;
        }
        if (first != null) {
            at.problem(
                    "the tag " + Quoted.of(tag) + " is taken by " + first.crumb() + " in line "
                            + first.origin().line(),
                    null);
            return null;
        }
        return tag;
    }

    /** The reference as an engine writes it out, so that two spellings of one tag are seen to be one. */
    private static String written(String tag) {
        String tagged = tag.lastIndexOf(':') > tag.lastIndexOf('/') ? tag : tag + ":latest";
        int slash = tagged.indexOf('/');
        String first = slash < 0 ? "" : tagged.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host ? tagged : "docker.io/" + (slash < 0 ? "library/" : "") + tagged;
    }

    private static @Nullable String known(String name, Cursor at, String kind, Set<String> names) {
        if (names.contains(name)) {
            return name;
        }
        String shown = at.node() instanceof Scalar scalar ? scalar.text() : name;
        at.problem("there is no " + kind + " " + Quoted.of(shown), at.guess(name, names));
        return null;
    }
}
