package dev.slipway.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The ways in which programs write a value that they were given. */
final class Forms {
    /** Where {@code base64} and PEM writers break their lines. */
    private static final int[] WIDTHS = {76, 64};

    private Forms() {}

    /** All of at least {@link Mask#SHORTEST} characters. */
    static List<String> of(byte[] value) {
        Set<String> forms = new LinkedHashSet<>();
        String text = new String(value, StandardCharsets.UTF_8);
        Set<String> parts = new LinkedHashSet<>(List.of(text, text.strip()));
        text.lines()
                .flatMap(line -> Arrays.stream(line.split("\r", -1)))
                .map(String::strip)
                .forEach(parts::add);
        for (String part : parts) {
            written(part, forms);
        }
        base64(value, forms);
        base64(text.strip().getBytes(StandardCharsets.UTF_8), forms);
        return forms.stream().filter(form -> form.length() >= Mask.SHORTEST).toList();
    }

    /** As it is, in a web address, in JSON, and between a shell's quotes. */
    private static void written(String text, Set<String> forms) {
        forms.add(text);
        PercentCodes.of(text, forms);
        forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
        JsonEscapes.of(text, forms);
        forms.add(text.replace("'", "'\\''"));
        forms.add(inDoubleQuotes(text));
    }

    /** What a shell takes for its own within double quotes has a backslash before it. */
    private static String inDoubleQuotes(String text) {
        StringBuilder quoted = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if ("$\"\\`".indexOf(letter) >= 0) {
                quoted.append('\\');
            }
            quoted.append(letter);
        }
        return quoted.toString();
    }

    /**
     * Both alphabets, and all three ways in which the value may lie in something longer that is encoded as a whole, as a
     * password does in a Basic login. Also in the lines that a long one is broken into.
     */
    private static void base64(byte[] value, Set<String> forms) {
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            String whole = encoder.encodeToString(value);
            forms.add(whole);
            for (int width : WIDTHS) {
                for (int at = 0; whole.length() > width && at < whole.length(); at += width) {
                    forms.add(whole.substring(at, Math.min(at + width, whole.length())));
                }
            }
            for (int before = 0; before < 3; before++) {
                byte[] shifted = new byte[before + value.length];
                System.arraycopy(value, 0, shifted, before, value.length);
                int own = before == 0 ? 0 : before + 1;
                int end = shifted.length / 3 * 4
                        + switch (shifted.length % 3) {
                            case 1 -> 1;
                            case 2 -> 2;
                            default -> 0;
                        };
                if (end > own) {
                    forms.add(encoder.withoutPadding().encodeToString(shifted).substring(own, end));
                }
            }
        }
    }
}
