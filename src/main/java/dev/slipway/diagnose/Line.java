package dev.slipway.diagnose;

/**
 * A line of evidence without what tools wrap around it. {@code number} counts the lines as they came, from 1; 0 is the
 * engine's or the probe's message. {@code step} is the builder's number of the step that printed it, empty where the
 * line names none. {@code shown} is what is quoted of it. {@code reach} counts the lines behind it that are joined into it, 0 for
 * a line as it came.
 */
record Line(int number, String step, String text, String lowered, Standing standing, String shown, int reach) {
    private static final int MESSAGE = 0;

    /** What a line is worth as a witness. */
    enum Standing {
        /** Of the very step that failed. */
        OWN,
        /** Of a text in which steps cannot be told apart. */
        COMMON,
        /** No witness: an echoed command, output of a step that ended well, or a text known to be harmless. */
        ASIDE
    }

    static Line of(int number, String text) {
        return of(number, "", text);
    }

    static Line of(int number, String step, String text) {
        return new Line(number, step, text, lower(text), Standing.COMMON, text, 0);
    }

    /** The same line joined with {@code reach} ones behind it. */
    Line joined(String whole, String shown, int reach) {
        return new Line(number, step, whole, lower(whole), standing, shown, reach);
    }

    /** The same line in its place, without a word. */
    Line emptied() {
        return joined("", shown, reach);
    }

    /** What a console broke off it is quoted with it. */
    Line showing(String whole) {
        return new Line(number, step, text, lowered, standing, whole, reach);
    }

    /** Character by character, so that places in the one are places in the other. */
    private static String lower(String text) {
        char[] characters = text.toCharArray();
        for (int at = 0; at < characters.length; at++) {
            characters[at] = Character.toLowerCase(characters[at]);
        }
        return new String(characters);
    }

    Line as(Standing other) {
        return standing == other ? this : new Line(number, step, text, lowered, other, shown, reach);
    }

    boolean aside() {
        return standing == Standing.ASIDE;
    }

    /** Whether the other is among those that may be joined into this one. */
    boolean reaches(Line other) {
        return reach > 0 && number <= other.number && other.number <= number + reach;
    }

    /** Whether what is quoted of the other is quoted with this one: they are the same line, or its pieces. */
    boolean covers(Line other) {
        boolean joined = reach > 0 || other.reach > 0;
        return (joined && number == other.number && number != MESSAGE)
                || ((joined || !shown.equals(text)) && shown.contains(other.shown));
    }

    Quote quote() {
        return new Quote(number, shown.strip());
    }
}
