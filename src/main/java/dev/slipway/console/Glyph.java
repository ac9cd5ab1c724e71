package dev.slipway.console;

/** The signs used in front of words, each with a twin for places that know ASCII only. All are one column wide. */
enum Glyph {
    PASSED("✓", "+"),
    UNCHANGED("=", "="),
    FAILED("✗", "x"),
    DEGRADED("▲", "!"),
    BLOCKED("⊘", "-"),
    CANCELLED("◌", "o"),
    SKIPPED("○", "-"),
    RETRY("↻", "~"),
    FALLBACK("↳", ">"),
    NOTICE("•", "*"),
    WAITING("·", "."),
    QUOTE("│", "|"),
    INSIDE("›", ">"),
    ELLIPSIS("…", "~");

    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String[] ASCII_SPINNER = {"|", "/", "-", "\\"};

    private final String unicode;
    private final String ascii;

    Glyph(String unicode, String ascii) {
        this.unicode = unicode;
        this.ascii = ascii;
    }

    String in(Look look) {
        return look.unicode() ? unicode : ascii;
    }

    /** The spinner's picture at this tenth of a second. */
    static String spinner(Look look, long tenths) {
        String[] pictures = look.unicode() ? SPINNER : ASCII_SPINNER;
        return pictures[Math.floorMod(tenths, pictures.length)];
    }
}
