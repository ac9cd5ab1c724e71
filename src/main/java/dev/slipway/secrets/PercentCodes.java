package dev.slipway.secrets;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A text in a web address: what is kept as it is differs between programs, and so does the case of the codes. */
final class PercentCodes {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final List<BitSet> KEPT =
            List.of(octets(UNRESERVED), octets(UNRESERVED + "/"), octets(UNRESERVED + "!*'()"));
    private static final List<HexFormat> CASES = List.of(HexFormat.of().withUpperCase(), HexFormat.of());

    private PercentCodes() {}

    static void of(String text, Set<String> forms) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        for (BitSet kept : KEPT) {
            for (HexFormat hex : CASES) {
                forms.add(encoded(octets, kept, hex));
            }
        }
    }

    private static String encoded(byte[] octets, BitSet kept, HexFormat hex) {
        StringBuilder encoded = new StringBuilder(octets.length * 2);
        for (byte octet : octets) {
            if (kept.get(octet & 0xFF)) {
                encoded.append((char) octet);
            } else {
                hex.toHexDigits(encoded.append('%'), octet);
            }
        }
        return encoded.toString();
    }

    private static BitSet octets(String letters) {
        BitSet octets = new BitSet(256);
        letters.chars().forEach(octets::set);
        return octets;
    }
}
