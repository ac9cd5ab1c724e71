package dev.slipway.diagnose;

/**
 * A line of evidence without what tools wrap around it. {@code number} counts the lines as they came, from 1; 0 is the
 * engine's or the probe's message. An {@code aside} is no witness: an echoed command, or output of a step that ended
 * well.
 */
record Line(int number, String text, String lowered, boolean aside) {
    static Line of(int number, String text) {
        return new Line(number, text, lower(text), false);
    }

    /** Character by character, so that places in the one are places in the other. */
    private static String lower(String text) {
        char[] characters = text.toCharArray();
        for (int at = 0; at < characters.length; at++) {
            characters[at] = Character.toLowerCase(characters[at]);
        }
        return new String(characters);
    }

    Line asAside() {
        return new Line(number, text, lowered, true);
    }

    Quote quote() {
        return new Quote(number, text.strip());
    }
}
