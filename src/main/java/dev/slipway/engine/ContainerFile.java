package dev.slipway.engine;

import java.nio.charset.StandardCharsets;

/**
 * A file of a container. {@code name} is the last part of its path. A link has no content. {@code whole} is false when only
 * its beginning was read.
 */
public record ContainerFile(String name, Content content, boolean whole) {
    /** What was read. */
    public static final class Content {
        private final byte[] bytes;

        public Content(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        public int size() {
            return bytes.length;
        }

        /** Bytes that are no UTF-8 become signs of replacement. */
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
