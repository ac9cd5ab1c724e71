package dev.slipway.context;

/** Names and texts of others, made safe to print on one line: control characters become escapes. */
final class Printable {
    private Printable() {}

    static String of(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(codePoint -> append(safe, codePoint));
        return safe.toString();
    }

    private static void append(StringBuilder safe, int codePoint) {
        int type = Character.getType(codePoint);
        if (codePoint == '\n') {
            safe.append("\\n");
        } else if (type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR) {
            safe.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
        } else {
            safe.appendCodePoint(codePoint);
        }
    }
}
