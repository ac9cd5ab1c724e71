package dev.slipway.notices;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Short names for long texts, and the signature of a body. */
final class Digest {
    private static final int SHORT = 24;

    private Digest() {}

    static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, SHORT);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java has SHA-256", absent);
        }
    }

    /** HMAC with SHA-256, in lower-case hexadecimal. */
    static String signature(byte[] key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java has HMAC with SHA-256", absent);
        }
    }
}
