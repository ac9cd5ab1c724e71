package dev.slipway.engine.docker.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Watches a tar go by and keeps the Dockerfile in it, so that a failing step can be given its line. Understands plain
 * ustar entries and long sizes; what it does not understand costs the line, never the build.
 */
final class DockerfileTap {
    private static final int BLOCK = 512;
    private static final int LARGEST = 1 << 20;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int TYPE_AT = 156;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_LENGTH = 155;

    private final String wanted;
    private final byte[] head = new byte[BLOCK];
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int headFilled;
    private long content;
    private long padding;
    private boolean keeping;
    private volatile boolean found;

    DockerfileTap(String dockerfile) {
        this.wanted = withoutDot(dockerfile);
    }

    void write(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end && !found) {
            if (content > 0) {
                int part = (int) Math.min(content, end - at);
                if (keeping) {
                    kept.write(bytes, at, part);
                }
                content -= part;
                at += part;
                found = keeping && content == 0;
            } else if (padding > 0) {
                int part = (int) Math.min(padding, end - at);
                padding -= part;
                at += part;
            } else {
                int part = Math.min(BLOCK - headFilled, end - at);
                System.arraycopy(bytes, at, head, headFilled, part);
                headFilled += part;
                at += part;
                if (headFilled == BLOCK) {
                    headFilled = 0;
                    entry();
                }
            }
        }
    }

    /** The Dockerfile, once it has gone by whole. */
    Optional<String> text() {
        return found ? Optional.of(kept.toString(StandardCharsets.UTF_8)) : Optional.empty();
    }

    private void entry() {
        content = size();
        padding = (BLOCK - content % BLOCK) % BLOCK;
        String prefix = string(PREFIX_AT, PREFIX_LENGTH);
        String name = string(0, 100);
        boolean file = head[TYPE_AT] == '0' || head[TYPE_AT] == 0;
        keeping = file
                && content > 0
                && content <= LARGEST
                && withoutDot(prefix.isEmpty() ? name : prefix + "/" + name).equals(wanted);
        if (keeping) {
            kept.reset();
        }
    }

    private long size() {
        long size = 0;
        if ((head[SIZE_AT] & 0x80) != 0) {
            for (int at = SIZE_AT + 4; at < SIZE_AT + SIZE_LENGTH; at++) {
                size = size << 8 | (head[at] & 0xff);
            }
            return Math.max(0, size);
        }
        for (int at = SIZE_AT; at < SIZE_AT + SIZE_LENGTH; at++) {
            if (head[at] >= '0' && head[at] <= '7') {
                size = size * 8 + head[at] - '0';
            }
        }
        return size;
    }

    private String string(int at, int longest) {
        int end = at;
        while (end < at + longest && head[end] != 0) {
            end++;
        }
        return new String(head, at, end - at, StandardCharsets.UTF_8);
    }

    private static String withoutDot(String path) {
        return path.startsWith("./") ? path.substring(2) : path;
    }
}
