package dev.slipway.engine;

import java.util.List;
import java.util.Map;

/**
 * The room that an engine takes, in bytes. Volumes and containers of unknown size are left out. {@code used} has
 * the id of the image that each container was made from, running or not, whosever it is.
 */
public record DiskUse(
        List<Image> images,
        Map<String, Long> containers,
        Map<String, String> used,
        Map<String, Long> volumes,
        Cache cache,
        long layers) {
    public static final DiskUse UNKNOWN = new DiskUse(List.of(), Map.of(), Map.of(), Map.of(), new Cache(0, 0), 0);

    public DiskUse {
        images = List.copyOf(images);
        containers = Map.copyOf(containers);
        used = Map.copyOf(used);
        volumes = Map.copyOf(volumes);
    }

    /** {@code shared} of an image's bytes are other images' too, and stay when it goes. */
    public record Image(String id, long bytes, long shared) {
        public long own() {
            return Math.max(0, bytes - Math.max(0, shared));
        }
    }

    /** The builder's cache; {@code bytes} leaves out what images share, {@code entries} are its records. */
    public record Cache(long bytes, int entries) {}
}
