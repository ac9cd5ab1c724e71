package dev.slipway.console;

/** A terminal's size in characters. */
public record Screen(int columns, int rows) {
    /** What is assumed where nobody can say. */
    public static final Screen USUAL = new Screen(80, 24);
}
