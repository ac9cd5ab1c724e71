package dev.slipway.yaml;

import java.util.regex.Pattern;

/** What a plain scalar is, by the core schema of YAML 1.2: {@code no}, {@code 1_000} and {@code 02:30} are text. */
enum ScalarKind {
    NOTHING,
    FLAG,
    WHOLE,
    FRACTION,
    TEXT;

    private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
    private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INT = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile(
            "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    /** Digits beyond this are no number that anybody means, and slow to compute with. */
    private static final int LONGEST_NUMBER = 60;

    static ScalarKind of(String plain) {
        if (NULL.matcher(plain).matches()) {
            return NOTHING;
        }
        if (BOOL.matcher(plain).matches()) {
            return FLAG;
        }
        if (plain.length() > LONGEST_NUMBER) {
            return TEXT;
        }
        if (INT.matcher(plain).matches()) {
            return WHOLE;
        }
        return FLOAT.matcher(plain).matches() ? FRACTION : TEXT;
    }
}
