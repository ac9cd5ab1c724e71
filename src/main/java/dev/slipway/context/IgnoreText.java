package dev.slipway.context;

/**
 * The ignore file that an engine is told to obey. The context it is sent has been filtered already; it needs the text to
 * ask for no more than that, and to warn of sources that are ignored. What is laid over the context is kept by a line of
 * its own, as its path may be ignored.
 */
final class IgnoreText {
    private IgnoreText() {}

    static String of(IgnoreRules rules, Overlay overlay) {
        StringBuilder text = new StringBuilder("# What is not part of the build context.\n");
        rules.texts().forEach(line -> text.append(plain(line)).append('\n'));
        for (String path : overlay.paths()) {
            text.append("!/").append(pattern(path)).append('\n');
        }
        return text.toString();
    }

    /** Blanks and line breaks have no escape of their own in an ignore file. */
    private static String pattern(String path) {
        return path.replaceAll("[\\\\*?\\[\\]]", "\\\\$0").replaceAll("[\\s\\p{Z}\\u0085]", "?");
    }

    /** A pattern that begins with # after a blank would be a comment without it. */
    private static String plain(String line) {
        return line.startsWith("#") ? " " + line : line;
    }
}
