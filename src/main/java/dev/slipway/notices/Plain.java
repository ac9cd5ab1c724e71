package dev.slipway.notices;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Foreign text as it may stand in a message: no escape sequences of terminals, no control characters, nothing that
 * changes the order in which text is read. Pure.
 */
final class Plain {
    private static final int MOST_LINES = 400;
    private static final int MOST_LETTERS = 16_000;
    private static final int LONGEST_LINE = 1_000;

    /** Every quantifier is bounded by what cannot follow, so that the time is linear. */
    private static final Pattern ESCAPES = Pattern.compile("(?:\u001b\\[|\u009b)[0-?]*+[ -/]*+[@-~]?"
            + "|(?:\u001b[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*+(?:\u0007|\u009c|\u001b\\\\)?"
            + "|\u001b[ -/]*+[0-~]?");

    private static final Pattern BREAKS = Pattern.compile("[\\n\\r\u0085\u2028\u2029\\t]+");
    private static final Pattern UNSEEN = Pattern.compile(
            "[\\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\\x{e0000}-\\x{e0fff}]");

    private Plain() {}

    /** One line, at most {@code most} characters of it. */
    static String line(String text, int most) {
        String head = text.length() > 4 * most ? text.substring(0, 4 * most) : text;
        String clean = clean(head).strip();
        return cut(clean, most, head.length() < text.length());
    }

    /** Lines as they are to be sent, no more of them than a reader and a pipe have room for. */
    static List<String> lines(List<String> texts) {
        List<String> kept = new ArrayList<>();
        int room = MOST_LETTERS;
        for (String text : texts.stream().flatMap(Plain::split).toList()) {
            String line = cut(clean(text).stripTrailing(), LONGEST_LINE, false);
            room -= line.length();
            if (room < 0 || kept.size() == MOST_LINES) {
                kept.add("… and more, which the report of the run has");
                break;
            }
            kept.add(line);
        }
        return kept;
    }

    private static Stream<String> split(String text) {
        return text.isEmpty() ? Stream.of("") : text.lines();
    }

    private static String clean(String text) {
        String calm = ESCAPES.matcher(text).replaceAll("");
        return UNSEEN.matcher(BREAKS.matcher(calm).replaceAll(" ")).replaceAll("");
    }

    private static String cut(String text, int most, boolean more) {
        if (text.length() <= most) {
            return more ? text + "…" : text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
