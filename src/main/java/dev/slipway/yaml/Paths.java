package dev.slipway.yaml;

import java.nio.file.Path;

/** Paths of the file's folder, of a build context and of a container. */
final class Paths {
    /** A path from the pipeline's folder, made absolute. */
    static final Mapped<String, Path> FROM_FOLDER = Mapped.always(
            Text.of("a path", "../backend", "\\S", Paths::path),
            (text, at) -> at.scope().folder().resolve(text).normalize());

    /** A file inside the build context, relative to it. */
    static final Text<String> IN_CONTEXT =
            Text.of("a path inside the context", "Dockerfile", "^[^/]", Paths::inContext);

    static final MapOf.Keys IN_CONTEXT_KEYS = MapOf.Keys.matching(
            "a path inside the context", "requirements.txt", "(?!/)(?!(?:.*/)?\\.\\.(?:/|$))(?!\\./?$).+");

    static final Text<String> IN_CONTAINER =
            Text.of("an absolute path in the container", "/app/model_cache", "^/.", Paths::inContainer);

    private Paths() {}

    private static String path(String text) {
        if (text.isBlank()) {
            throw new Misread("the path is empty", null);
        }
        return Path.of(text).toString();
    }

    private static String inContext(String text) {
        Path path = Path.of(path(text));
        Path normal = path.normalize();
        if (path.isAbsolute()) {
            throw new Misread(Quoted.of(text) + " is absolute, and wanted is a path inside the context", null);
        }
        if (normal.startsWith("..")) {
            throw new Misread(Quoted.of(text) + " leads out of the context", "Maybe widen the context.");
        }
        if (normal.toString().isEmpty()) {
            throw new Misread(Quoted.of(text) + " is the context itself, and wanted is a file in it", null);
        }
        return normal.toString();
    }

    static String inContainer(String text) {
        Path normal = Path.of(path(text)).normalize();
        if (!normal.isAbsolute() || normal.getNameCount() == 0) {
            throw new Misread(
                    Quoted.of(text) + " is not an absolute path in the container, such as /app/model_cache", null);
        }
        return normal.toString();
    }
}
