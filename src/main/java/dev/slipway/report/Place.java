package dev.slipway.report;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a file of the project, as tools find it: {@code path} is relative to the project's folder, with slashes, and
 * absolute only for what lies outside of it. {@code line} counts from 1; 0 is the file as a whole.
 */
public record Place(String path, int line) {
    private static final Pattern WITH_LINE = Pattern.compile("(.+?)(?::(\\d{1,9}))?", Pattern.DOTALL);

    /** A place as the journal tells it: {@code /home/me/stack/api/Dockerfile:12}. */
    public static Optional<Place> parse(String told, Path root) {
        Matcher parts = WITH_LINE.matcher(told);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return of(parts.group(1), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)), root);
    }

    private static Optional<Place> of(String file, int line, Path root) {
        try {
            return of(Path.of(file), line, root);
        } catch (InvalidPathException none) {
            return Optional.empty();
        }
    }

    /** Empty for a file that cannot be spoken of in one line. */
    public static Optional<Place> of(Path file, int line, Path root) {
        Path path = root.resolve(file).normalize();
        Path told = path.startsWith(root) ? root.relativize(path) : path;
        String clean = told.toString().replace(File.separatorChar, '/');
        // A name with a line break in it is nobody's Dockerfile, and would be somebody's command.
        return PlainText.line(clean).equals(clean) ? Optional.of(new Place(clean, line)) : Optional.empty();
    }

    public boolean inside() {
        return !path.startsWith("/");
    }

    /** As a reference of RFC 3986, relative where the path is. */
    public String uri() {
        try {
            // A colon in the first part of a relative reference would be taken for the end of a scheme.
            return inside()
                    ? new URI(null, null, "./" + path, null).toASCIIString().substring(2)
                    : new URI("file", "", path, null).toASCIIString();
        } catch (URISyntaxException unspeakable) {
            throw new IllegalStateException("a path that is no address: " + path, unspeakable);
        }
    }

    @Override
    public String toString() {
        return line == 0 ? path : path + ":" + line;
    }
}
