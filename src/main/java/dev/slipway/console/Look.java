package dev.slipway.console;

/** Whether output is coloured, and whether it may use signs beyond ASCII. */
public record Look(boolean colour, boolean unicode) {
    /** Neither colour nor signs: what every reader can take. */
    public static final Look BARE = new Look(false, false);
}
