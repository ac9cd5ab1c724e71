package dev.slipway.yaml;

import java.util.List;

/** Text of strangers made fit for a message: short, on one line, without anything a terminal would obey. */
final class Quoted {
    private static final int LONGEST = 60;

    private Quoted() {}

    static String of(String text) {
        String line = oneLine(text);
        return "'" + (line.length() <= LONGEST ? line : line.substring(0, whole(line, LONGEST)) + "…") + "'";
    }

    /** {@code 'a'}, {@code 'a' and 'b'}, {@code 'a', 'b' and 'c'}. */
    static String all(List<String> texts, String conjunction) {
        List<String> quoted = texts.stream().map(Quoted::of).toList();
        int last = quoted.size() - 1;
        return last < 1
                ? String.join("", quoted)
                : String.join(", ", quoted.subList(0, last)) + " " + conjunction + " " + quoted.get(last);
    }

    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (obeyed(character)) {
                line.append(String.format("\\u%04x", character));
            } else {
                line.appendCodePoint(character);
            }
        });
        return line.toString();
    }

    private static boolean obeyed(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static int whole(String line, int length) {
        return Character.isHighSurrogate(line.charAt(length - 1)) ? length - 1 : length;
    }
}
