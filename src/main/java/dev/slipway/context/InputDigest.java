package dev.slipway.context;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 over fields. Each field is preceded by its length, so that no two lists of fields are the same bytes.
 * Ended by {@link #hex}. Not for use by several threads.
 */
public final class InputDigest {
    private final MessageDigest sha256;

    private InputDigest(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    public static InputDigest start() {
        try {
            return new InputDigest(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    public InputDigest add(String field) {
        return add(field.getBytes(StandardCharsets.UTF_8));
    }

    public InputDigest add(byte[] field) {
        length(field.length);
        sha256.update(field);
        return this;
    }

    public InputDigest add(long number) {
        return add(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    /** Begins a field whose bytes follow piece by piece. */
    InputDigest length(long length) {
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
        return this;
    }

    void piece(byte[] bytes, int offset, int count) {
        sha256.update(bytes, offset, count);
    }

    public String hex() {
        return HexFormat.of().formatHex(sha256.digest());
    }
}
