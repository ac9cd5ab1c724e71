package dev.slipway.context;

import java.util.Comparator;

/**
 * Strings by their UTF-8 bytes, unsigned, which is the order of their code points. {@link String#compareTo} differs
 * from it beyond U+FFFF, and a builder that is sent names in that order refuses them.
 */
enum Utf8Order implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** Surrogates stand for code points above every other char. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? unit + 0x10000 : unit;
    }
}
