package dev.slipway.diagnose;

/**
 * A line of evidence without what tools wrap around it. {@code number} counts the lines as they came, from 1; 0 is the
 * engine's or the probe's message. {@code step} is the builder's number of the step that printed it, empty where the
 * line names none.
 */
record Line(int number, String step, String text, String lowered, Standing standing) {
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
        return new Line(number, step, text, lower(text), Standing.COMMON);
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
        return standing == other ? this : new Line(number, step, text, lowered, other);
    }

    boolean aside() {
        return standing == Standing.ASIDE;
    }

    Quote quote() {
        return new Quote(number, text.strip());
    }
}
