package dev.slipway.console;

/** What a piece of text is, to the eye; each with the terminal's code for it. */
enum Tone {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BAD("1;31"),
    LOUD("1;33"),
    BUSY("36"),
    CYAN("36"),
    YELLOW("33"),
    GREEN("32"),
    MAGENTA("35"),
    BLUE("34");

    private final String code;

    Tone(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
