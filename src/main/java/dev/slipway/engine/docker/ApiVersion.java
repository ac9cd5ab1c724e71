package dev.slipway.engine.docker;

import java.util.Comparator;
import java.util.Optional;

/** A version of the Engine API, as {@code 1.41}; 1.9 is older than 1.10. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    private static final Comparator<ApiVersion> ORDER =
            Comparator.comparingInt(ApiVersion::major).thenComparingInt(ApiVersion::minor);

    static Optional<ApiVersion> parse(String text) {
        if (!text.matches("[0-9]{1,4}\\.[0-9]{1,4}")) {
            return Optional.empty();
        }
        int dot = text.indexOf('.');
        return Optional.of(
                new ApiVersion(Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1))));
    }

    @Override
    public int compareTo(ApiVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
