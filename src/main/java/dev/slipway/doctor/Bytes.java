package dev.slipway.doctor;

import java.util.Locale;

/** Sizes as people say them: {@code 1.5 GB}, {@code 350 MB}, in thousands. */
final class Bytes {
    private static final double GB = 1e9;

    private Bytes() {}

    static String words(long bytes) {
        return bytes >= 10 * GB
                ? Math.round(bytes / GB) + " GB"
                : bytes >= 0.995 * GB
                        ? String.format(Locale.ROOT, "%.1f GB", bytes / GB)
                        : Math.round(bytes / 1e6) + " MB";
    }
}
